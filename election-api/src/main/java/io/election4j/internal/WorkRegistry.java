package io.election4j.internal;

import io.election4j.Leadership;
import io.election4j.OnFailure;
import io.election4j.internal.engine.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The work of one election: started when elected, asked to stop when the term ends, reported once
 * all of it has stopped. Everything happens on the engine's thread.
 */
final class WorkRegistry {

  private final String election;
  private final EngineLoop loop;
  private final LongConsumer allStopped;

  /** Like what runs, can be changed once there was something: most elections never have any. */
  private List<Work> registered = List.of();

  private List<Run> running = List.of();

  private @Nullable Leadership current;
  private boolean stopping;
  private @Nullable Repetitions repetitions;

  /** Work from its start to its end, and not the same work the next time. */
  private static final class Run {
    final Work work;

    Run(Work work) {
      this.work = work;
    }
  }

  /**
   * Creates a registry.
   *
   * @param allStopped told the term whose work has stopped, once for every term started
   */
  WorkRegistry(String election, EngineLoop loop, LongConsumer allStopped) {
    this.election = election;
    this.loop = loop;
    this.allStopped = allStopped;
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
    current = leadership;
    stopping = false;
    List.copyOf(registered).forEach(work -> run(work, leadership));
  }

  /** Asks all work to stop; asking again changes nothing. */
  void stop() {
    if (current != null && !stopping) {
      stopping = true;
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
      work.start(leadership, failure -> loop.execute(() -> ended(run, failure)));
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
    if (repetitions == null) {
      repetitions = loop.repetitions();
    }
    if (work.onFailure() instanceof OnFailure.Retry retry) {
      String pause = Bounds.text(retry.pause());
      repetitions.failed(LogLine.TRIED_AGAIN, failure, election, leadership.term(), pause);
      loop.after(retry.pause(), () -> again(work, leadership));
    } else if (work.onFailure() instanceof OnFailure.StepDown down) {
      String span = Bounds.text(down.coolDown());
      repetitions.failed(LogLine.STEPS_DOWN, failure, election, leadership.term(), span);
      loop.submit(new Input.StepDown(election, down.coolDown(), null));
    } else {
      registered.remove(work);
    }
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
      allStopped.accept(term);
    }
  }
}
