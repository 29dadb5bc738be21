package io.election4j.proof.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs elections among real processes and does them harm; see the package for what is checked.
 *
 * <p>Prints a line per run. Safe for use by several threads.
 */
public final class Chaos {

  private final ChaosStore store;
  private final Supplier<? extends ChaosServer> servers;
  private final ChaosPlan plan;
  private final PrintWriter progress;
  private final CandidateJvm plain;
  private @Nullable ClassArchive archive;

  /**
   * Prepares.
   *
   * @param store the kind of store; its class must be on the class path of this virtual machine,
   *     which is that of the candidates
   * @param servers gives a server for each of the runs that go on at a time; closed here
   * @param progress where the lines go
   */
  public Chaos(
      ChaosStore store,
      Supplier<? extends ChaosServer> servers,
      ChaosPlan plan,
      PrintWriter progress) {
    this.store = store;
    this.servers = servers;
    this.plan = plan;
    this.progress = progress;
    this.plain =
        new CandidateJvm(ChaosCandidate.class, store.getClass().getName(), plan.jvmOptions());
  }

  /** Returns the faults that can be done to candidates of any store. */
  public static List<ChaosFault> faults() {
    return Stream.concat(CandidateFaults.all().stream(), NetworkFaults.all().stream()).toList();
  }

  /**
   * Plays all runs; takes some 15 to 30 s for each, divided by how many go on at a time.
   *
   * @throws IllegalArgumentException if the plan names a fault that is not there
   */
  public ChaosReport play() {
    ChaosReport report = new ChaosReport(plan.seed());
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> lanes = new ArrayList<>();
    for (int lane = 0; lane < Math.min(plan.parallel(), plan.runs()); lane++) {
      lanes.add(inBackground(() -> play(next, report)));
    }
    try {
      lanes.forEach(CompletableFuture::join);
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException known ? known : failure;
    } finally {
      end();
    }
    return report;
  }

  private void play(AtomicInteger next, ChaosReport report) {
    int run = next.getAndIncrement();
    while (run < plan.runs()) {
      try (ChaosServer server = servers.get()) {
        List<ChaosFault> faults = chosen(server);
        report.on(server);
        for (boolean sound = true; sound && run < plan.runs(); run = next.getAndIncrement()) {
          sound = play(server, faults, plan.seed() + run, report);
        }
      }
    }
  }

  /** Returns whether the server is as it was before. */
  private boolean play(ChaosServer server, List<ChaosFault> faults, long seed, ChaosReport report) {
    try {
      CandidateJvm jvm = archive(server).with(plain);
      ChaosRun run = new ChaosRun(server, store, jvm, faults, seed);
      RunResult verdict = run.play();
      String line = report.add(verdict);
      tell(line);
      if (!verdict.violations().isEmpty()) {
        tell("  logs: " + new RunLogs(plan.logs()).write(verdict));
      }
      return !run.isUnhealed();
    } catch (Exception failure) {
      tell(report.failed(seed, failure));
      return false;
    }
  }

  private synchronized ClassArchive archive(ChaosServer server)
      throws IOException, InterruptedException {
    ClassArchive ready = archive;
    if (ready == null) {
      ready = ClassArchive.create(plain, server, "chaos/%d/first".formatted(plan.seed()));
      archive = ready;
    }
    return ready;
  }

  private synchronized void end() {
    if (archive != null) {
      archive.close();
    }
  }

  private List<ChaosFault> chosen(ChaosServer server) {
    List<ChaosFault> all = Stream.concat(faults().stream(), server.faults().stream()).toList();
    for (String name : plan.faults()) {
      if (all.stream().noneMatch(fault -> fault.name().equals(name))) {
        String reason = server.skipped().getOrDefault(name, "there is no such fault");
        throw new IllegalArgumentException("fault '" + name + "': " + reason);
      }
    }
    return all.stream()
        .filter(fault -> plan.faults().isEmpty() || plan.faults().contains(fault.name()))
        .toList();
  }

  private void tell(String line) {
    synchronized (progress) {
      progress.println(line);
      progress.flush();
    }
  }

  private static CompletableFuture<Void> inBackground(Runnable task) {
    return CompletableFuture.runAsync(task, each -> new Thread(each, "chaos").start());
  }
}
