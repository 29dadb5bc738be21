package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
        + " is a conditional write that lost. Candidates as they come know nothing of each other"
        + " until they want the same: where a store pushes, all hear of a vacancy at once, and look"
        + " who else has just opened a lease before they claim.";
  }

  @Override
  public void run(Stage stage) {
    measure(stage, false);
    measure(stage, true);
  }

  private static void measure(Stage stage, boolean listed) {
    int rounds = stage.quickOr(5, 30);
    List<Crowd.Rush> rushes = new ArrayList<>();
    try (Crowd crowd = new Crowd(stage.server().url(), CANDIDATES, listed)) {
      for (int round = 0; round < rounds; round++) {
        rushes.add(crowd.changeLeader());
      }
    }
    String ours = "election4j";
    String setting = CANDIDATES + (listed ? ", listed" : "");
    Samples lost = samples(rushes, Crowd.Rush::losing);
    stage.add(Figure.of(ours, setting, "claims that lost", "", lost));
    stage.add(Figure.of(ours, setting, "leases opened", "", samples(rushes, Crowd.Rush::opened)));
    Samples millis = samples(rushes, rush -> rush.nanos() / 1e6);
    stage.add(Figure.of(ours, setting, "until the next one leads", "ms", millis));
    String text = "claims that lose, of " + setting + " candidates for one vacancy, most";
    stage.add(Goal.atMost("P10", text, "", lost.most(), 10).because(why(rushes, lost)));
  }

  private static String why(List<Crowd.Rush> rushes, Samples lost) {
    int worst = 0;
    for (int i = 1; i < rushes.size(); i++) {
      worst = rushes.get(i).losing() > rushes.get(worst).losing() ? i : worst;
    }
    Crowd.Rush most = rushes.get(worst);
    return "median %.0f; most in round %d of %d, where %d were sent before the one that won was"
            .formatted(lost.median(), worst + 1, rushes.size(), most.blind())
        + " answered, %.0f ms after the leader was to leave, and %d opened a lease to claim with"
            .formatted(most.nanos() / 1e6, most.opened());
  }

  private static Samples samples(List<Crowd.Rush> rushes, ToDoubleFunction<Crowd.Rush> of) {
    return Samples.of(rushes.stream().mapToDouble(of).toArray());
  }
}
