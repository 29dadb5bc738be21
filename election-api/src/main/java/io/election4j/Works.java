package io.election4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The work of one election: started when elected, asked to stop when the term ends, reported once
 * all of it has stopped. Everything happens on the engine's thread.
 */
final class Works {

  private final Consumer<Runnable> engineThread;
  private final LongConsumer allStopped;
  private final Set<Work> registered = new LinkedHashSet<>();
  private final Set<Work> running = new LinkedHashSet<>();
  private @Nullable Leadership current;
  private boolean stopping;

  /**
   * Creates a registry.
   *
   * @param allStopped told the term whose work has stopped, once for every term started
   */
  Works(Consumer<Runnable> engineThread, LongConsumer allStopped) {
    this.engineThread = engineThread;
    this.allStopped = allStopped;
  }

  void add(Work work) {
    registered.add(work);
    if (current != null && !stopping) {
      run(work, current);
    }
  }

  void remove(Work work) {
    registered.remove(work);
    if (running.contains(work)) {
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
      List.copyOf(running).forEach(Work::stop);
      reportIfStopped();
    }
  }

  private void run(Work work, Leadership leadership) {
    running.add(work);
    work.start(leadership, () -> engineThread.accept(() -> stopped(work)));
  }

  private void stopped(Work work) {
    if (running.remove(work)) {
      reportIfStopped();
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
