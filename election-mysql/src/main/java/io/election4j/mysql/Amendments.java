package io.election4j.mysql;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Ask;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.Amendment.Vacate;
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
 * Changes records that are known exactly.
 *
 * @param change the columns set, with the values that are the same for all records
 */
record Amendments(Sql change) implements RecordWriter.Write<Amendment> {

  private static final String AMEND =
      "UPDATE election_record FORCE INDEX (PRIMARY) SET revision = revision + 1, changed = "
          + Markers.NOW
          + ", stamp = ?, ";

  private static final String VACATE =
      "holder = NULL, ttl_millis = NULL, leader = NULL, leader_attributes = NULL,"
          + " leader_priority = NULL, request = ?";

  private static final String ASK = "request = ?";

  private static final String PUBLISH =
      "leader = ?, leader_attributes = ?, leader_priority = ?, value = CASE election%s END";

  private static final String EXACTLY =
      " WHERE election IN (%s) AND (election, term, revision, holder) IN (%s)";

  /** Returns the amendments that one statement can do together, by the change. */
  static Map<Sql, List<Amendment>> byChange(Collection<Amendment> amendments) {
    return amendments.stream()
        .collect(
            Collectors.groupingBy(Amendments::change, LinkedHashMap::new, Collectors.toList()));
  }

  private static Sql change(Amendment one) {
    if (one instanceof Publish publish) {
      Candidate leader = publish.leader();
      String attributes = Json.of(leader.attributes());
      return Sql.of(PUBLISH, leader.name(), attributes, leader.priority());
    }
    return one instanceof Ask ask
        ? Sql.of(ASK, Json.ofRequest(ask.request()))
        : Sql.of(VACATE, Json.ofRequest(((Vacate) one).request()));
  }

  /**
   * Refuses a value that cannot be kept as it is.
   *
   * @throws IllegalArgumentException naming the election
   */
  static void require(Amendment one) {
    if (one instanceof Publish publish && !Rows.storable(publish.value())) {
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
    List<Amendment> padded = Sql.pad(several);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(stamp);
    values.addAll(change.values());
    for (Amendment one : padded) {
      if (one instanceof Publish publish) {
        values.add(election(one));
        values.add(publish.value());
      }
    }
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
            + change.text().formatted(" WHEN ? THEN ?".repeat(padded.size()))
            + EXACTLY.formatted(
                Sql.repeat("?", padded.size()), Sql.repeat("(?, ?, ?, ?)", padded.size())),
        values);
  }

  @Override
  public Optional<ElectionRecord> result(Amendment one) {
    return Optional.of(one.applied(one.held()));
  }

  @Override
  public int batch() {
    return Sql.SMALL;
  }
}
