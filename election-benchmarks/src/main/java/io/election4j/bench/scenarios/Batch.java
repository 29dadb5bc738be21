package io.election4j.bench.scenarios;

import io.election4j.Candidate;
import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Raw;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Server;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Names;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** What a batch of claims costs beside one raw statement on the same rows. */
final class Batch implements Scenario {

  /** What takes turns. */
  private record Peers(LeaseStore store, Raw raw) {}

  private static final int NUMBER = 1_000;
  private static final String SETTING = Integer.toString(NUMBER);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String about() {
    return "The store alone, without the engine: 1,000 vacant elections are claimed at once, then"
        + " vacated, and one raw statement changes the same rows by their names. The three take"
        + " turns. A claim also says which elections were won, as they are stored then; the raw"
        + " statement does not. A renewal is not measured here: it writes one row at any number of"
        + " elections, and is compared with one raw write. On MySQL both stores are measured, one"
        + " after the other, each beside raw statements with its own driver.";
  }

  @Override
  public void run(Stage stage) {
    String url = stage.server().url();
    run(stage, Library.ELECTION4J, url);
    if (stage.server().mysql()) {
      run(stage, Library.ELECTION4J_JDBC, "jdbc:" + url);
    }
  }

  private static void run(Stage stage, Library library, String url) {
    try (LeaseStore store = Server.store(url);
        Raw raw = Server.connect(url)) {
      Lease me = Lease.opening(LeaseId.random(), LEASE, Candidate.named("batch"));
      List<String> names = Names.first(NUMBER);
      store.prepare().block(PATIENCE);
      store.open(me).block(PATIENCE);
      store.create(names).block(PATIENCE);
      report(stage, library, measure(stage.quickOr(10, 50), new Peers(store, raw), me, names));
    }
  }

  private static List<Samples> measure(int rounds, Peers peers, Lease me, List<String> names) {
    LeaseStore store = peers.store();
    double[][] times = new double[5][rounds];
    // The first ones are not warm.
    for (int round = -rounds / 2; round < rounds; round++) {
      List<ElectionRecord> vacant = names.stream().map(ElectionRecord::created).toList();
      long start = System.nanoTime();
      List<ElectionRecord> won = all(store.claim(me, vacant).collectList());
      long claimed = System.nanoTime();
      all(store.amend(vacations(won)).collectList());
      long vacated = System.nanoTime();
      store.renew(me.id()).block(PATIENCE);
      long renewed = System.nanoTime();
      int at = Math.max(round, 0);
      times[0][at] = (claimed - start) / 1e6;
      times[1][at] = (vacated - claimed) / 1e6;
      times[2][at] = (renewed - vacated) / 1e6;
      times[3][at] = peers.raw().writeRecords(names) / 1e6;
      times[4][at] = peers.raw().write() / 1e6;
    }
    return Arrays.stream(times).map(Samples::of).toList();
  }

  private static void report(Stage stage, Library library, List<Samples> times) {
    String ours = library.title();
    String with = library == Library.ELECTION4J ? "" : ", by JDBC";
    String raw = "raw statement" + (with.isEmpty() ? "" : " by JDBC");
    stage.add(Figure.of(ours, SETTING, "claims all", "ms", times.get(0)));
    stage.add(Figure.of(ours, SETTING, "vacates all", "ms", times.get(1)));
    stage.add(Figure.of(raw, SETTING, "changes the same rows", "ms", times.get(3)));
    stage.add(Figure.of(ours, "1", "renews its lease", "ms", times.get(2)));
    stage.add(Figure.of(raw, "1", "conditional write (w)", "ms", times.get(4)));
    double claim = times.get(0).median();
    double statement = times.get(3).median();
    String claims = "claims of 1,000 elections to one raw statement" + with;
    String reason = "medians %.1f ms and %.1f ms; a claim also reads back what it won";
    stage.add(
        Goal.atMost("P6", claims, "", claim / statement, 1.3)
            .because(reason.formatted(claim, statement)));
    double renewal = times.get(2).median();
    double write = times.get(4).median();
    stage.add(
        Goal.atMost("P6", "a renewal to one raw write" + with, "", renewal / write, 1.3)
            .because("medians %.2f ms and %.2f ms".formatted(renewal, write)));
  }

  private static Collection<Amendment> vacations(List<ElectionRecord> won) {
    if (won.size() != NUMBER) {
      throw new IllegalStateException("only " + won.size() + " of " + NUMBER + " were won");
    }
    return won.stream().<Amendment>map(Amendment.Vacate::new).toList();
  }

  private static <T> T all(Mono<T> answer) {
    return Objects.requireNonNull(answer.block(PATIENCE), "no answer");
  }
}
