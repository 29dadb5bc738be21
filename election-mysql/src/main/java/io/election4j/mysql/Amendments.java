package io.election4j.mysql;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.ElectionRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes records that their holder knows exactly.
 *
 * @param leader the candidate to publish; {@code null} to vacate
 */
record Amendments(@Nullable Candidate leader) implements RecordWrite<Amendment> {

  private static final String AMEND =
      "UPDATE election_record FORCE INDEX (PRIMARY) SET revision = revision + 1, changed = "
          + Markers.NOW
          + ", stamp = ?, ";

  private static final String VACATE =
      "holder = NULL, ttl_millis = NULL, leader = NULL, leader_attributes = NULL,"
          + " leader_priority = NULL";

  private static final String PUBLISH =
      "leader = ?, leader_attributes = ?, leader_priority = ?, value = CASE election%s END";

  private static final String EXACTLY =
      " WHERE election IN (%s) AND (election, term, revision, holder) IN (%s)";

  /** Returns the amendments that one statement can do together, by the candidate to publish. */
  static Map<Optional<Candidate>, List<Amendment>> byLeader(Collection<Amendment> amendments) {
    return amendments.stream()
        .collect(
            Collectors.groupingBy(
                one ->
                    one instanceof Publish publish
                        ? Optional.of(publish.leader())
                        : Optional.empty(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /**
   * Refuses a value that cannot be kept as it is.
   *
   * @throws IllegalArgumentException naming the election
   */
  static void require(Amendment one) {
    if (one instanceof Publish publish && !Storable.text(publish.value())) {
      throw new IllegalArgumentException(
          "value for election '" + one.held().election() + "' contains half a character");
    }
  }

  @Override
  public String election(Amendment one) {
    return one.held().election();
  }

  @Override
  public boolean due(Amendment one, ElectionRecord stored) {
    ElectionRecord held = one.held();
    return stored.term() == held.term()
        && stored.revision() == held.revision()
        && Objects.equals(stored.holder(), held.holder());
  }

  @Override
  public Sql update(List<Amendment> several, long stamp) {
    List<Amendment> padded = Batches.pad(several);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(stamp);
    String changes = leader == null ? VACATE : publish(leader, padded, values);
    padded.forEach(one -> values.add(election(one)));
    for (Amendment one : padded) {
      ElectionRecord held = one.held();
      values.add(held.election());
      values.add(held.term());
      values.add(held.revision());
      values.add(String.valueOf(held.holder()));
    }
    return new Sql(
        AMEND
            + changes
            + EXACTLY.formatted(
                Sql.repeat("?", padded.size()), Sql.repeat("(?, ?, ?, ?)", padded.size())),
        values);
  }

  @Override
  public Optional<ElectionRecord> result(Amendment one) {
    ElectionRecord held = one.held();
    long revision = held.revision() + 1;
    return Optional.of(
        one instanceof Publish publish
            ? new ElectionRecord(
                held.election(),
                held.term(),
                revision,
                held.holder(),
                held.ttl(),
                publish.leader(),
                publish.value())
            : new ElectionRecord(
                held.election(), held.term(), revision, null, null, null, held.value()));
  }

  @Override
  public int batch() {
    return Batches.SMALL;
  }

  private static String publish(
      Candidate leader, List<Amendment> padded, List<@Nullable Object> values) {
    values.add(leader.name());
    values.add(AttributesJson.write(leader.attributes()));
    values.add(leader.priority());
    for (Amendment one : padded) {
      values.add(one.held().election());
      values.add(((Publish) one).value());
    }
    return PUBLISH.formatted(" WHEN ? THEN ?".repeat(padded.size()));
  }
}
