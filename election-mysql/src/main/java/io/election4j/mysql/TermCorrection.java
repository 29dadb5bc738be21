package io.election4j.mysql;

import io.election4j.spi.ElectionRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Raises the term of records just claimed above the term their claimant had seen, which only data
 * that went back makes necessary.
 */
final class TermCorrection implements RecordWriter.Write<TermCorrection.Raise> {

  private static final String RAISE =
      "UPDATE election_record FORCE INDEX (PRIMARY) SET revision = revision + 1, changed = "
          + Markers.NOW
          + ", stamp = ?, term = CASE election%s END WHERE election IN (%s)"
          + " AND (election, revision, holder) IN (%s)";

  /**
   * One record to raise.
   *
   * @param claimed as just claimed
   * @param seen the term that the next one must be above
   */
  record Raise(ElectionRecord claimed, long seen) {}

  @Override
  public String election(Raise one) {
    return one.claimed().election();
  }

  @Override
  public boolean due(Raise one, ElectionRecord stored) {
    return stored.equals(one.claimed());
  }

  @Override
  public Sql update(List<Raise> several, long stamp) {
    List<Raise> padded = Sql.pad(several);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(stamp);
    for (Raise one : padded) {
      values.add(election(one));
      values.add(one.seen() + 1);
    }
    padded.forEach(one -> values.add(election(one)));
    for (Raise one : padded) {
      values.add(election(one));
      values.add(one.claimed().revision());
      values.add(String.valueOf(one.claimed().holder()));
    }
    return new Sql(
        RAISE.formatted(
            " WHEN ? THEN ?".repeat(padded.size()),
            Sql.repeat("?", padded.size()),
            Sql.repeat("(?, ?, ?)", padded.size())),
        values);
  }

  @Override
  public int batch() {
    return Sql.SMALL;
  }
}
