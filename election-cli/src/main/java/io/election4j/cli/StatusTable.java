package io.election4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays elections out as a table for people. */
final class StatusTable {

  private static final List<String> HEADINGS =
      List.of("ELECTION", "LEADER", "ADDRESS", "TERM", "REVISION", "HOLDER", "LEASE");
  private static final String NONE = "-";
  private static final int SHORT_ID = 8;

  private StatusTable() {}

  /** Returns the lines, headings first. */
  static List<String> lines(List<ElectionView> views) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    views.forEach(view -> rows.add(row(view)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(ElectionView view) {
    ElectionView.LeaderView leader = view.leader();
    LeaseView lease = view.lease();
    return List.of(
        printable(view.election()),
        leader == null ? NONE : printable(leader.name()),
        leader == null || leader.address().isEmpty() ? NONE : printable(leader.address()),
        number(view.term()),
        number(view.revision()),
        lease == null ? NONE : lease.id().substring(0, SHORT_ID),
        lease == null ? view.state().text() : lease(lease));
  }

  private static String lease(LeaseView lease) {
    return switch (lease.renewal()) {
      case NOT_OBSERVED -> "not observed";
      case RENEWED -> "renewed";
      case SILENT ->
          "silent for " + seconds(lease.observedMillis()) + " of " + seconds(lease.ttlMillis());
      case ENDED -> "ended";
      case ABSENT -> "absent";
    };
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 || millis >= 10_000
        ? millis / 1000 + "s"
        : String.format(java.util.Locale.ROOT, "%.1fs", millis / 1000.0);
  }

  private static String number(@Nullable Long number) {
    return number == null ? NONE : number.toString();
  }

  /** What stands in a database may contain what moves a terminal's cursor. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\u0080-\\u009f\\u2028\\u2029]", "?");
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
