package io.election4j.sql;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.support.JsonText;
import io.election4j.sql.Dialect.RecordChange;
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

  private static final String VACATE =
      "holder = NULL, ttl_millis = NULL, leader = NULL, leader_attributes = NULL,"
          + " leader_priority = NULL, request = ?";

  private static final String ASK = "request = ?";

  private static final String PUBLISH =
      "leader = ?, leader_attributes = ?, leader_priority = ?, value = CASE election%s END";

  private static final String EXACTLY = "(election, term, revision, holder) IN (%s)";

  /** Returns the amendments that one statement can do together, by the change. */
  static Map<Sql, List<Amendment>> byChange(Collection<Amendment> amendments) {
    return amendments.stream()
        .collect(
            Collectors.groupingBy(Amendments::change, LinkedHashMap::new, Collectors.toList()));
  }

  private static Sql change(Amendment one) {
    return one.match(
        vacate -> Sql.of(VACATE, JsonText.request(vacate.request())),
        publish -> change(publish.leader()),
        ask -> Sql.of(ASK, JsonText.request(ask.request())));
  }

  private static Sql change(Candidate leader) {
    String attributes = JsonText.attributes(leader.attributes());
    return Sql.of(PUBLISH, leader.name(), attributes, leader.priority());
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
  public RecordChange change(List<Amendment> padded) {
    List<@Nullable Object> values = new ArrayList<>(change.values());
    for (Amendment one : padded) {
      if (one instanceof Publish publish) {
        values.add(election(one));
        values.add(publish.value());
      }
    }
    List<@Nullable Object> exact = new ArrayList<>();
    for (Amendment one : padded) {
      ElectionRecord held = one.held();
      exact.add(held.election());
      exact.add(held.term());
      exact.add(held.revision());
      exact.add(String.valueOf(held.holder()));
    }
    return new RecordChange(
        change.text().formatted(" WHEN ? THEN ?".repeat(padded.size())),
        values,
        padded.stream().map(this::election).toList(),
        EXACTLY.formatted(Sql.repeat("(?, ?, ?, ?)", padded.size())),
        exact);
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
