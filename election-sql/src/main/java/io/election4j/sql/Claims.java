package io.election4j.sql;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
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
 * Takes records for a lease, all of them seen with the same holder.
 *
 * @param term the SQL expression of the next term
 * @param holder the one seen; {@code null} for vacant records
 */
record Claims(Lease me, String term, @Nullable LeaseId holder)
    implements RecordWriter.Write<ElectionRecord> {

  private static final String TAKE =
      "term = %s, holder = ?, ttl_millis = ?, leader = ?, leader_attributes = ?,"
          + " leader_priority = ?, request = NULL";

  private static final String VACANT = "holder IS NULL";
  private static final String HELD = "holder = ?";
  private static final String OWN = "holder = ? AND (election, term) IN (%s)";

  /** Returns the records by the holder seen. */
  static Map<Optional<LeaseId>, List<ElectionRecord>> byHolder(Collection<ElectionRecord> seen) {
    return seen.stream()
        .collect(
            Collectors.groupingBy(
                record -> Optional.ofNullable(record.holder()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  @Override
  public String election(ElectionRecord seen) {
    return seen.election();
  }

  @Override
  public boolean due(ElectionRecord seen, ElectionRecord stored) {
    return Objects.equals(stored.holder(), holder) && (!own() || stored.term() == seen.term());
  }

  @Override
  public RecordChange change(List<ElectionRecord> padded) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(me.id().toString());
    values.add(me.ttl().toMillis());
    values.add(me.candidate().name());
    values.add(JsonText.attributes(me.candidate().attributes()));
    values.add(me.candidate().priority());
    List<@Nullable Object> conditions = new ArrayList<>();
    String condition = condition(padded, conditions);
    return new RecordChange(
        TAKE.formatted(term),
        values,
        padded.stream().map(ElectionRecord::election).toList(),
        condition,
        conditions);
  }

  @Override
  public int batch() {
    return own() ? Sql.SMALL : Sql.LARGE;
  }

  private String condition(List<ElectionRecord> seen, List<@Nullable Object> values) {
    if (holder == null) {
      return VACANT;
    }
    values.add(holder.toString());
    if (!own()) {
      return HELD;
    }
    for (ElectionRecord record : seen) {
      values.add(record.election());
      values.add(record.term());
    }
    return OWN.formatted(Sql.repeat("(?, ?)", seen.size()));
  }

  private boolean own() {
    return me.id().equals(holder);
  }
}
