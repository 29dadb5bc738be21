package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateJvm;
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
  private final CandidateJvm plain;
  private @Nullable ClassArchive archive;

  /**
   * Prepares.
   *
   * @param store the kind of store; its class must be on the class path of this virtual machine,
   *     which is that of the candidates
   * @param servers gives a server for each of the runs that go on at a time; closed here
   */
  public Chaos(ChaosStore store, Supplier<? extends ChaosServer> servers, ChaosPlan plan) {
    this.store = store;
    this.servers = servers;
    this.plan = plan;
    this.plain = Setting.jvm(ChaosCandidate.class, plan.jvmOptions());
  }

  /** Returns the faults that can be done to candidates of any store. */
  public static List<ChaosFault> faults() {
    return CandidateFaults.all();
  }

  /**
   * Plays all runs; takes some 15 to 30 s for each, divided by how many go on at a time.
   *
   * @param progress where the lines go
   * @throws IllegalArgumentException if the plan names a fault that is not there
   */
  public ChaosReport play(PrintWriter progress) {
    ChaosReport report = new ChaosReport(plan.seed(), progress);
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
      Setting setting = new Setting(server, store, plain);
      ChaosRun run = new ChaosRun(setting.with(archive(setting).with(plain)), faults, seed);
      RunResult result = run.play();
      report.add(result);
      if (!result.violations().isEmpty()) {
        report.tell("  logs: " + result.keep(plan.logs()));
      }
      return !run.isUnhealed();
    } catch (Exception failure) {
      report.failed(seed, failure);
      return false;
    }
  }

  private synchronized ClassArchive archive(Setting setting) throws IOException {
    ClassArchive ready = archive;
    if (ready == null) {
      ready = ClassArchive.create(setting, "chaos/%d/first".formatted(plan.seed()));
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

  private static CompletableFuture<Void> inBackground(Runnable task) {
    return CompletableFuture.runAsync(task, each -> new Thread(each, "chaos").start());
  }
}
