package io.election4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays elections out as a table for people. */
final class StatusTable {

  private static final List<String> ELECTIONS =
      List.of("ELECTION", "LEADER", "ADDRESS", "TERM", "REVISION", "HOLDER", "LEASE", "NOTE");
  private static final List<String> PARTICIPANTS =
      List.of("PARTICIPANT", "ADDRESS", "PRIORITY", "LEADS", "HOLDER", "LEASE");
  private static final String NONE = "-";
  private static final int SHORT_ID = 8;
  private static final int SHORT_VALUE = 40;

  private StatusTable() {}

  /** Returns the lines of elections, headings first. */
  static List<String> elections(List<ElectionView> views) {
    List<List<String>> rows = new ArrayList<>(List.of(ELECTIONS));
    views.forEach(view -> rows.add(row(view)));
    boolean notes = rows.stream().skip(1).anyMatch(row -> !row.get(row.size() - 1).isEmpty());
    return lines(notes ? rows : rows.stream().map(row -> row.subList(0, row.size() - 1)).toList());
  }

  /** Returns the lines of participants, headings first. */
  static List<String> participants(List<ParticipantView> views) {
    List<List<String>> rows = new ArrayList<>(List.of(PARTICIPANTS));
    views.forEach(view -> rows.add(row(view)));
    return lines(rows);
  }

  private static List<String> lines(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
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
        leader == null ? NONE : orNone(leader.address()),
        number(view.term()),
        number(view.revision()),
        lease == null ? NONE : lease.id().substring(0, SHORT_ID),
        lease == null ? view.state().text() : lease(lease),
        note(view));
  }

  private static List<String> row(ParticipantView view) {
    int led = view.leads().size();
    return List.of(
        printable(view.participant()),
        orNone(view.address()),
        view.priority() + "",
        led == 0 ? NONE : led == 1 ? printable(view.leads().get(0)) : led + " elections",
        view.lease().id().substring(0, SHORT_ID),
        lease(view.lease()));
  }

  private static String note(ElectionView view) {
    List<String> notes = new ArrayList<>();
    if (Boolean.FALSE.equals(view.ready())) {
      notes.add("not ready");
    }
    if (view.request() != null) {
      notes.add(request(view.request(), view.leader() == null));
    }
    if (view.value() != null && !view.value().isEmpty()) {
      notes.add("value '" + shortened(view.value()) + "'");
    }
    return printable(String.join("; ", notes));
  }

  private static String request(ElectionView.RequestView request, boolean vacant) {
    String to = request.successor().isEmpty() ? "" : " to '" + request.successor() + "'";
    return (vacant ? "left: " : "asked: ") + request.kind() + to + " by " + request.by();
  }

  private static String shortened(String value) {
    return value.codePointCount(0, value.length()) <= SHORT_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, SHORT_VALUE)) + "...";
  }

  private static String orNone(String address) {
    return address.isEmpty() ? NONE : printable(address);
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
