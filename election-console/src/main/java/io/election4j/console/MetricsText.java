package io.election4j.console;

import io.election4j.cli.ElectionView;
import io.election4j.cli.ElectionView.State;
import java.util.Map;

/**
 * The figures in the text form of Prometheus. Single elections are told up to {@value #MOST} of
 * them, the first by name: more would be too many series.
 */
record MetricsText(Model model) implements Route {

  private static final int MOST = 1_000;
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  @Override
  public Answer answer(Call call) {
    Snapshot snapshot = model.snapshot();
    StoreState store = model.store();
    StringBuilder text = new StringBuilder();
    family(text, "store_up", "gauge", "Whether the store answers.");
    sample(text, "store_up", "", store.answers() ? 1 : 0);
    family(text, "data_age_seconds", "gauge", "How old what is shown is.");
    sample(text, "data_age_seconds", "", store.ageMillis() / 1000.0);
    family(text, "elections", "gauge", "Elections by state.");
    ElectionPage.counts(snapshot.rows())
        .forEach((state, count) -> sample(text, "elections", label("state", state), count));
    family(text, "participants", "gauge", "Live candidates.");
    sample(text, "participants", "", snapshot.participants().size());
    family(text, "changes_total", "counter", "Changes seen since the console started.");
    sample(text, "changes_total", "", model.history().last());
    elections(text, snapshot);
    return new Answer(200, TYPE, text.toString(), Map.of());
  }

  private static void elections(StringBuilder text, Snapshot snapshot) {
    family(text, "led", "gauge", "Whether somebody leads the election.");
    snapshot.rows().stream()
        .limit(MOST)
        .forEach(row -> sample(text, "led", labels(row.view()), led(row.view()) ? 1 : 0));
    family(text, "elections_omitted", "gauge", "Elections that are too many to be told singly.");
    sample(text, "elections_omitted", "", Math.max(0, snapshot.rows().size() - MOST));
  }

  private static boolean led(ElectionView view) {
    return view.state() == State.LED;
  }

  private static String labels(ElectionView view) {
    return label("election", view.election())
        + ","
        + label("leader", led(view) ? Stand.leader(view) : "");
  }

  private static void family(StringBuilder text, String name, String type, String help) {
    text.append("# HELP election_console_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE election_console_").append(name).append(' ').append(type).append('\n');
  }

  private static void sample(StringBuilder text, String name, String labels, double value) {
    text.append("election_console_").append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }
}
