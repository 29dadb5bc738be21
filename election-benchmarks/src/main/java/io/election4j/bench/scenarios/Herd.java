package io.election4j.bench.scenarios;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What 50 candidates do when a leader leaves. */
final class Herd implements Scenario {

  private static final int CANDIDATES = 50;
  private static final String ELECTION = "bench/herd";
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "herd";
  }

  @Override
  public String about() {
    return "50 candidates of one JVM with stores of their own stand in one election. The leader"
        + " leaves, and the claims are counted that lose, until two seconds after the next one"
        + " leads.";
  }

  @Override
  public void run(Stage stage) {
    List<Elections> all = new ArrayList<>();
    AtomicInteger claims = new AtomicInteger();
    try {
      for (int i = 0; i < CANDIDATES; i++) {
        all.add(
            Elections.builder(new ClaimCount(Connecting.to(stage.server().url()), claims))
                .candidate(Candidate.named("candidate-" + i))
                .build());
      }
      measure(stage, all, claims);
    } finally {
      all.forEach(Elections::close);
    }
  }

  private static void measure(Stage stage, List<Elections> all, AtomicInteger claims) {
    AtomicInteger elected = new AtomicInteger();
    List<Election> joined = new ArrayList<>();
    for (Elections each : all) {
      each.events().ofType(ElectionEvent.Elected.class).subscribe(e -> elected.incrementAndGet());
      joined.add(each.join(ELECTION));
    }
    int rounds = stage.quickOr(5, 30);
    double[] losing = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      int before = round + 1;
      Waiting.until("one leads", PATIENCE, () -> "", () -> elected.get() >= before);
      Waiting.pass(SETTLING);
      int claimed = claims.get();
      int leaders = elected.get();
      Election led = joined.stream().filter(e -> e.status().leading()).findFirst().orElseThrow();
      int who = joined.indexOf(led);
      led.leave().block(PATIENCE);
      Waiting.until("one leads", PATIENCE, () -> "", () -> elected.get() > leaders);
      Waiting.pass(SETTLING);
      losing[round] = claims.get() - claimed - 1;
      joined.set(who, all.get(who).join(ELECTION));
    }
    Samples samples = Samples.of(losing);
    stage.add(
        Figure.of("election4j", Integer.toString(CANDIDATES), "claims that lost", "", samples));
    String text = "claims that lose, of 50 candidates for one vacancy, most";
    stage.add(Goal.atMost("P10", text, "", samples.most(), 10));
  }
}
