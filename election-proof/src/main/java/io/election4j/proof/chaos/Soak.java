package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Many elections shared by three processes for long, with a fault every few seconds and one process
 * started anew every minute, to see what does not last: at the end of every minute all is left in
 * peace, every election has to be led, and what the first process takes is counted. That one is
 * never started anew. The same faults are done in every minute, in the same order.
 *
 * <p>Used by one thread.
 */
public final class Soak {

  private static final int PROCESSES = 3;
  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HARM = Duration.ofSeconds(40);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final double LONGEST_FAULT = 1.5;
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 6;

  /** These end processes, which is done once a minute; or are about a candidate's own work. */
  private static final Set<String> NOT_HERE = Set.of("kill", "resign", "defy");

  private final Setting setting;
  private final HarmedElection election;
  private final CandidateFleet fleet;
  private final SoakLosses losses = new SoakLosses(LEASE);
  private final SoakReport report = new SoakReport();
  private final PrintWriter progress;
  private final SoakPlan plan;
  private final List<ChaosFault> faults;
  private final String prefix = "soak/%x".formatted(new Random().nextLong());
  private long logged;

  private Soak(Setting setting, SoakPlan plan, PrintWriter progress) {
    this.setting = setting;
    this.plan = plan;
    this.progress = progress;
    this.faults =
        Stream.concat(Chaos.faults().stream(), setting.server().faults().stream())
            .filter(fault -> !NOT_HERE.contains(fault.name()))
            .toList();
    this.election = setting.election(prefix, LEASE);
    this.fleet = election.fleet();
  }

  /**
   * Lasts for as long as is planned, and a little longer.
   *
   * @param store its class must be on the class path of this virtual machine
   * @param server is somebody else's to close
   * @param progress gets a line for every minute
   */
  public static SoakReport play(
      ChaosStore store, ChaosServer server, SoakPlan plan, PrintWriter progress) throws Exception {
    String log = "-Dorg.slf4j.simpleLogger.";
    List<String> options =
        List.of("-Xmx160m", log + "log.io.election4j=info", log + "showLogName=true");
    Setting setting = new Setting(server, store, Setting.jvm(SoakCandidate.class, options));
    return new Soak(setting, plan, progress).play();
  }

  private SoakReport play() throws Exception {
    try (fleet) {
      startAll();
      for (int minute = 1; minute <= plan.minutes(); minute++) {
        live(minute);
      }
      long dismissed = System.nanoTime();
      election.dismiss().forEach(report::wrong);
      losses.unexplained(fleet.logs(), dismissed).forEach(report::wrong);
      keep(fleet.logs());
    }
    return report;
  }

  /** Whoever comes first leads all and hands over the others' shares when they come. */
  private void startAll() throws Exception {
    long from = System.nanoTime();
    for (int i = 0; i < PROCESSES; i++) {
      fleet.start();
    }
    if (!fleet.awaitReady() || !Waiting.until(START_LIMIT, this::allLed)) {
      report.wrong("not every election was led within " + START_LIMIT.toSeconds() + " s");
    }
    losses.membersChanged(from, System.nanoTime());
  }

  private void keep(List<CandidateLog> logs) throws IOException {
    Path folder = Files.createDirectories(plan.logs());
    for (CandidateLog log : logs) {
      Files.write(folder.resolve(log.candidate() + ".log"), log.complaints());
    }
  }

  private void live(int minute) throws Exception {
    long begin = System.nanoTime();
    Random random = new Random(plan.seed());
    boolean started = false;
    int done = 0;
    while (System.nanoTime() - begin < HARM.toNanos()) {
      if (!started && System.nanoTime() - begin > HARM.dividedBy(2).toNanos()) {
        startAnew(minute);
        started = true;
      }
      harm(random);
      done++;
      Waiting.pass(Duration.ofNanos((long) (LONGEST_PAUSE.toNanos() * random.nextDouble())));
    }
    if (!Waiting.until(SETTLE_LIMIT, this::allLed)) {
      report.wrong("minute %d: not every election was led again".formatted(minute));
    }
    long rest = MINUTE.toNanos() - (System.nanoTime() - begin);
    Waiting.pass(Duration.ofNanos(Math.max(0, rest)));
    count(minute, done);
  }

  private void harm(Random random) {
    ChaosFault fault = faults.get(random.nextInt(faults.size()));
    double most = Math.min(fault.most(), LONGEST_FAULT);
    double hold = fault.least() + Math.max(0, most - fault.least()) * random.nextDouble();
    Duration lasts = Duration.ofNanos((long) (LEASE.toNanos() * hold));
    Episode episode = new Episode(fault, Duration.ZERO, lasts, false, random.nextLong());
    HarmedElection first = new HarmedElection(prefix + "/0", LEASE, fleet);
    Scene scene = new Scene(first, new Random(episode.seed()));
    long from = System.nanoTime();
    try {
      AutoCloseable begun = episode.begin(scene);
      Waiting.pass(episode.hold());
      Episode.end(begun);
    } catch (Exception failure) {
      tell("  %s cannot be done, or ended, now: %s".formatted(fault.name(), failure));
    }
    losses.disturbed(scene.hit(), from, System.nanoTime());
  }

  /** By turns in good order and by SIGKILL; the first process stays. */
  private void startAnew(int minute) throws Exception {
    List<CandidateView> running = fleet.running();
    CandidateView one = running.get(1 + minute % (running.size() - 1));
    long from = System.nanoTime();
    if (minute % 4 < 2) {
      one.process().ask();
    } else {
      one.process().kill();
    }
    Waiting.until(ANSWER_LIMIT, one::hasEnded);
    fleet.start();
    fleet.awaitReady();
    losses.membersChanged(from, System.nanoTime());
  }

  private boolean allLed() {
    return fleet.running().stream()
            .mapToLong(one -> takes(one).map(SoakFigures::led).orElse(0L))
            .sum()
        == SoakCandidate.ELECTIONS;
  }

  private static Optional<SoakFigures> takes(CandidateView one) {
    return one.ask(SoakCandidate.ASK, ANSWER_LIMIT).map(SoakFigures::of);
  }

  private void count(int minute, int faults) {
    CandidateView first = fleet.all().get(0);
    Optional<SoakFigures> takes = takes(first);
    if (takes.isEmpty()) {
      report.wrong("minute %d: the first process does not answer".formatted(minute));
      return;
    }
    Map<String, Double> counted = new LinkedHashMap<>();
    counted.put("heap of the first process, KiB", takes.get().heapBytes() / 1024.0);
    counted.put("threads of the first process", (double) takes.get().threads());
    counted.put("sockets of the first process", (double) takes.get().sockets());
    counted.put("lines we logged there in the minute *", (double) lines(first));
    rows().forEach((name, rows) -> counted.put("rows of " + name, (double) rows));
    report.minute(counted);
    List<String> shown = new ArrayList<>();
    counted.forEach((name, value) -> shown.add("%s %,.0f".formatted(name, value)));
    tell("minute %d, %d faults: %s".formatted(minute, faults, String.join(", ", shown)));
  }

  /** A machine that has other things to do may need a while for it. */
  private Map<String, Long> rows() {
    for (int attempt = 1; ; attempt++) {
      try {
        return setting.server().rows();
      } catch (RuntimeException unanswered) {
        if (attempt == ATTEMPTS) {
          throw unanswered;
        }
      }
    }
  }

  /** Without those that say who leads, of which there are as many as there are changes. */
  private long lines(CandidateView one) {
    long all =
        one.log().complaints().stream()
            .filter(line -> line.contains(" io.election4j."))
            .filter(line -> !line.contains("eading '"))
            .count();
    long more = all - logged;
    logged = all;
    return more;
  }

  private void tell(String line) {
    progress.println(line);
    progress.flush();
  }
}
