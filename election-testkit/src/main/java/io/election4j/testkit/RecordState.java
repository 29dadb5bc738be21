package io.election4j.testkit;

import io.election4j.spi.ElectionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an election.
 *
 * @param stored {@code null} if it is absent
 * @param certain whether the term is exactly this one; else it is this one or a higher one, since
 *     the store chooses terms and the answer to the last claim is unknown
 */
record RecordState(@Nullable ElectionRecord stored, boolean certain) {

  static final RecordState ABSENT = new RecordState(null, true);

  static RecordState of(ElectionRecord stored) {
    return new RecordState(stored, true);
  }

  /** Returns this state, if the term may be this one. */
  List<RecordState> ifAt(long term) {
    if (stored == null) {
      return List.of();
    }
    boolean possible = certain ? stored.term() == term : stored.term() <= term;
    return possible ? List.of(of(Samples.withTerm(stored, term))) : List.of();
  }

  /** Returns this state, if the term may be another one than this. */
  List<RecordState> unlessAt(long term) {
    return stored == null || !certain || stored.term() != term ? List.of(this) : List.of();
  }

  @Override
  public String toString() {
    return stored == null ? "absent" : ShortText.of(stored) + (certain ? "" : " or a higher term");
  }
}
