package io.election4j.cli;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Stands for one election and runs a command whenever it leads.
 *
 * <p>{@link #run} is for one thread, which blocks; the rest is called by the election's.
 */
final class Campaign implements LeaderWorker {

  private final Elections elections;
  private final List<String> command;
  private final Consumer<String> report;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private volatile @Nullable Run current;
  private volatile boolean drained;

  Campaign(Elections elections, List<String> command, Consumer<String> report) {
    this.elections = elections;
    this.command = command;
    this.report = report;
  }

  /** That the command ended by itself, or that the campaign cannot go on. */
  private record Ended(int exitCode, @Nullable RuntimeException failure) {}

  /** The command during one term. */
  private static final class Run {

    private final Leadership leadership;
    private final GuardedCommand command;
    private volatile boolean stopping;

    Run(Leadership leadership, GuardedCommand command) {
      this.leadership = leadership;
      this.command = command;
    }

    void feed() {
      if (leadership.isValid()) {
        command.trustUntil(leadership.deadlineNanos());
      }
    }
  }

  /**
   * Stands for the election until the command has ended by itself.
   *
   * @param coolDown how long to pause then before campaigning again; empty to return
   * @return the command's exit code
   */
  int run(String name, Optional<Duration> coolDown) throws InterruptedException {
    Flux.interval(elections.timing().poll()).subscribe(tick -> feed());
    elections.storeEvents().subscribe(event -> report.accept(OperatorReport.line(event)));
    while (true) {
      Election election = elections.join(name);
      election.events().subscribe(event -> tell(election, event), this::fail);
      election.lead(this);
      Ended end = ended.take();
      if (end.failure() != null) {
        throw end.failure();
      }
      election.leave().block();
      if (coolDown.isEmpty()) {
        return end.exitCode();
      }
      Thread.sleep(coolDown.get().toMillis());
    }
  }

  private void tell(Election election, ElectionEvent event) {
    OperatorReport.line(event).ifPresent(report);
    if (!drained && election.status().gates().contains(ElectionStatus.Gate.DRAIN)) {
      drained = true;
      report.accept("drained: stands no more until it is started again");
    }
  }

  @Override
  public void start(Leadership leadership) {
    try {
      GuardedCommand guarded =
          GuardedCommand.start(
              command, environment(leadership), grace(), leadership.deadlineNanos());
      Run run = new Run(leadership, guarded);
      current = run;
      run.feed();
      guarded.ended().thenAccept(exitCode -> ended(run, exitCode));
    } catch (IOException unstartable) {
      report.accept("cannot start the command: " + Failures.text(unstartable));
      ended.add(new Ended(ExitCode.CANNOT_RUN.code(), null));
    }
  }

  /** Waits until no process of the command is left, which the guardian sees to. */
  @Override
  public void stop(Leadership leadership) {
    Run run = current;
    if (run != null) {
      run.stopping = true;
      Duration patience = elections.timing().trust().minus(grace());
      run.command.stopBy(System.nanoTime() + patience.toNanos());
      run.command.ended().join();
      current = null;
    }
  }

  private void feed() {
    Run run = current;
    if (run != null) {
      run.feed();
    }
  }

  /** A command that ended when its time had come has not ended by itself. */
  private void ended(Run run, int exitCode) {
    if (!run.stopping && run.leadership.remaining().compareTo(grace()) > 0) {
      report.accept("the command ended with exit code " + exitCode);
      ended.add(new Ended(exitCode, null));
    }
  }

  private void fail(Throwable failure) {
    ended.add(
        new Ended(
            ExitCode.UNEXPECTED.code(),
            failure instanceof RuntimeException known
                ? known
                : new IllegalStateException(failure)));
  }

  private Duration grace() {
    return elections.timing().grace();
  }

  private Map<String, String> environment(Leadership leadership) {
    return Map.of(
        "ELECTION_NAME",
        leadership.election(),
        "ELECTION_TERM",
        "" + leadership.term(),
        "ELECTION_CANDIDATE",
        elections.candidate().name());
  }
}
