package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;

/** What 50 candidates do when a leader leaves. */
final class Herd implements Scenario {

  private static final int CANDIDATES = 50;

  @Override
  public String name() {
    return "herd";
  }

  @Override
  public String about() {
    return "50 candidates of one JVM with stores of their own stand in one election, once as they"
        + " come and once listed (each keeps a lease and knows of the others). The leader leaves,"
        + " and everything that is asked of the stores is counted until two seconds after the next"
        + " one leads, which is long after the last of them has looked. A claim that wins nothing"
        + " is a conditional write that lost.";
  }

  @Override
  public void run(Stage stage) {
    measure(stage, false);
    measure(stage, true);
  }

  private static void measure(Stage stage, boolean listed) {
    int rounds = stage.quickOr(5, 30);
    double[] losing = new double[rounds];
    double[] opened = new double[rounds];
    double[] times = new double[rounds];
    try (Crowd crowd = new Crowd(stage.server().url(), CANDIDATES, listed)) {
      for (int round = 0; round < rounds; round++) {
        Crowd.Rush rush = crowd.changeLeader();
        losing[round] = rush.losing();
        opened[round] = rush.opened();
        times[round] = rush.nanos() / 1e6;
      }
    }
    String ours = "election4j";
    String setting = CANDIDATES + (listed ? ", listed" : "");
    Samples lost = Samples.of(losing);
    Samples leases = Samples.of(opened);
    stage.add(Figure.of(ours, setting, "claims that lost", "", lost));
    stage.add(Figure.of(ours, setting, "leases opened", "", leases));
    stage.add(Figure.of(ours, setting, "until the next one leads", "ms", Samples.of(times)));
    String text = "claims that lose, of " + setting + " candidates for one vacancy, most";
    stage.add(
        Goal.atMost("P10", text, "", lost.most(), 10)
            .because(
                "median %.0f, p90 %.0f; %.0f opened a lease to claim with"
                    .formatted(lost.median(), lost.quantile(0.9), leases.median())));
  }
}
