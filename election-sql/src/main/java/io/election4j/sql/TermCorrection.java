package io.election4j.sql;

import io.election4j.spi.ElectionRecord;
import io.election4j.sql.Dialect.RecordChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Raises the term of records just claimed above the term their claimant had seen, which only data
 * that went back makes necessary.
 */
final class TermCorrection implements RecordWriter.Write<TermCorrection.Raise> {

  private static final String RAISE = "term = CASE election%s END";

  private static final String EXACTLY = "(election, revision, holder) IN (%s)";

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
  public RecordChange change(List<Raise> padded) {
    List<@Nullable Object> values = new ArrayList<>();
    List<@Nullable Object> exact = new ArrayList<>();
    for (Raise one : padded) {
      values.add(election(one));
      values.add(one.seen() + 1);
      exact.add(election(one));
      exact.add(one.claimed().revision());
      exact.add(String.valueOf(one.claimed().holder()));
    }
    return new RecordChange(
        RAISE.formatted(" WHEN ? THEN ?".repeat(padded.size())),
        values,
        padded.stream().map(this::election).toList(),
        EXACTLY.formatted(Sql.repeat("(?, ?, ?)", padded.size())),
        exact);
  }

  @Override
  public int batch() {
    return Sql.SMALL;
  }
}
