package io.election4j.internal;

import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The work of one election: started when elected, asked to stop when the term ends, reported once
 * all of it has stopped; and loudly, for as long as it does not although it was asked to.
 * Everything happens on the engine's thread.
 */
final class WorkRegistry {

  private static final Duration OVERDUE_AGAIN = Duration.ofSeconds(30);

  private final String election;
  private final EngineLoop loop;
  private final Told told;

  /** Like what runs, can be changed once there was something: most elections never have any. */
  private List<Work> registered = List.of();

  private List<Run> running = List.of();
  private @Nullable Leadership current;
  private boolean stopping;
  private @Nullable Repetitions repetitions;

  private long askedNanos;
  private EngineEvent.@Nullable Overdue overdue;
  private @Nullable Disposable overdueAgain;

  /** Who is told what has become of the work of a term. */
  interface Told {

    /** All of it has stopped; told once for every term started. */
    void stopped(long term);

    void overdue(WorkOverdue event);
  }

  /** Work from its start to its end, and not the same work the next time. */
  private final class Run implements Work.Ending {

    private final Work work;

    Run(Work work) {
      this.work = work;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      loop.execute(() -> WorkRegistry.this.ended(this, failure));
    }

    @Override
    public void say(LogLine line, Throwable failure) {
      loop.execute(() -> repetitions().failed(line, failure, election));
    }
  }

  WorkRegistry(String election, EngineLoop loop, Told told) {
    this.election = election;
    this.loop = loop;
    this.told = told;
  }

  void add(Work work) {
    if (registered.isEmpty()) {
      registered = new ArrayList<>();
    }
    registered.add(work);
    if (current != null && !stopping) {
      run(work, current);
    }
  }

  void remove(Work work) {
    if (registered.contains(work)) {
      registered.remove(work);
    }
    if (running.stream().anyMatch(run -> run.work == work)) {
      work.stop();
    }
  }

  void start(Leadership leadership) {
    notOverdue();
    current = leadership;
    stopping = false;
    List.copyOf(registered).forEach(work -> run(work, leadership));
  }

  /** Asks all work to stop; asking again changes nothing. */
  void stop() {
    if (current != null && !stopping) {
      stopping = true;
      askedNanos = loop.clocks().nanos();
      List.copyOf(running).forEach(run -> run.work.stop());
      reportIfStopped();
    }
  }

  /** Returns the term whose work has not stopped; 0 if none is. */
  long term() {
    return current == null ? 0 : current.term();
  }

  private void run(Work work, Leadership leadership) {
    Run run = new Run(work);
    if (running.isEmpty()) {
      running = new ArrayList<>();
    }
    running.add(run);
    try {
      work.start(leadership, run);
    } catch (RuntimeException | Error refused) {
      // Its scheduler is disposed of, for instance: it does not run, and must not count as running.
      ended(run, refused);
    }
  }

  private void ended(Run run, @Nullable Throwable failure) {
    if (running.remove(run)) {
      if (failure != null && current != null && !stopping && registered.contains(run.work)) {
        failed(run.work, current, failure);
      }
      reportIfStopped();
    }
  }

  private void failed(Work work, Leadership leadership, Throwable failure) {
    if (work.onFailure() instanceof OnFailure.Retry retry) {
      String pause = Bounds.text(retry.pause());
      repetitions().failed(LogLine.TRIED_AGAIN, failure, election, leadership.term(), pause);
      loop.after(retry.pause(), () -> again(work, leadership));
    } else if (work.onFailure() instanceof OnFailure.StepDown down) {
      String span = Bounds.text(down.coolDown());
      repetitions().failed(LogLine.STEPS_DOWN, failure, election, leadership.term(), span);
      loop.submit(new Input.StepDown(election, down.coolDown(), null));
    } else {
      registered.remove(work);
    }
  }

  private Repetitions repetitions() {
    Repetitions made = repetitions != null ? repetitions : loop.repetitions();
    repetitions = made;
    return made;
  }

  private void again(Work work, Leadership leadership) {
    if (current == leadership && !stopping && registered.contains(work)) {
      run(work, leadership);
    }
  }

  private void reportIfStopped() {
    if (stopping && running.isEmpty() && current != null) {
      long term = current.term();
      current = null;
      stopping = false;
      notOverdue();
      told.stopped(term);
    }
  }

  // == What does not stop ==

  /** Work that was asked to stop has not, for longer than it may. */
  void overdue(EngineEvent.Overdue late) {
    if (stopping && (overdue == null || overdue.held() != late.held())) {
      silence();
      overdue = late;
      told.overdue(new WorkOverdue(election, late.term(), sinceAsked(), late.held()));
      sayAgain(late);
    }
  }

  private void sayAgain(EngineEvent.Overdue late) {
    String whoElse =
        late.held()
            ? "nobody else can lead until it has stopped"
            : "another process may lead, and only the term protects what this work writes to";
    loop.log().say(LogLine.OVERDUE, election, late.term(), Bounds.text(sinceAsked()), whoElse);
    overdueAgain = loop.after(OVERDUE_AGAIN, () -> sayAgain(late));
  }

  private void notOverdue() {
    if (overdue != null) {
      loop.log().say(LogLine.STOPPED, election, overdue.term(), Bounds.text(sinceAsked()));
    }
    silence();
  }

  private void silence() {
    overdue = null;
    if (overdueAgain != null) {
      overdueAgain.dispose();
      overdueAgain = null;
    }
  }

  private Duration sinceAsked() {
    return Duration.ofMillis((loop.clocks().nanos() - askedNanos) / 1_000_000);
  }
}
