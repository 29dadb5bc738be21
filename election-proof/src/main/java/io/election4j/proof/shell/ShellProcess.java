package io.election4j.proof.shell;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.proof.simulation.DriftingClock;
import io.election4j.spi.Amendment;
import io.election4j.testkit.virtual.internal.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One process from its start to its end. */
final class ShellProcess {

  /** How a process is. */
  enum State {
    RUNNING,
    CLOSING,
    CLOSED,
    KILLED
  }

  private final String name;
  private final ShellWorld world;
  private final DriftingClock clock;
  private final VirtualScheduler thread;
  private final UnsteadyStore store;
  private final Elections elections;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final List<Part> former = new ArrayList<>();
  private State state = State.RUNNING;

  ShellProcess(String name, ShellWorld world, DriftingClock clock) {
    this.name = name;
    this.world = world;
    this.clock = clock;
    thread = new VirtualScheduler(world.time(), clock.clock());
    store = new UnsteadyStore(world, thread, this::amending);
    elections =
        Elections.builder(store)
            .candidate(Candidate.named(name))
            .lease(world.lease())
            .scheduler(thread)
            .callbacks(callbacks())
            .workers(this::work)
            .build();
  }

  /** In the middle of what leads to them, or after it. */
  private Scheduler callbacks() {
    return world.random().chance(0.5) ? Schedulers.immediate() : thread;
  }

  /** Workers are slow now and then, some by more than a lease. */
  private void work(Runnable task) {
    boolean slow = world.turmoil() && world.random().chance(0.2);
    Duration most = slow ? world.longest() : Duration.ofMillis(50);
    thread.schedule(task, world.random().skewed(most), TimeUnit.NANOSECONDS);
  }

  State state() {
    return state;
  }

  boolean alive() {
    return state == State.RUNNING || state == State.CLOSING;
  }

  // == What befalls it ==

  void kill() {
    thread.kill();
    state = State.KILLED;
    parts.clear();
    former.clear();
  }

  void pause(boolean suspended) {
    thread.pause();
    clock.clock().stand(suspended && !clock.steppedBack(), world.time().now());
  }

  void resume() {
    clock.clock().stand(false, world.time().now());
    thread.resume();
  }

  void become(UnsteadyStore.Link link) {
    store.become(link);
  }

  // == What its user does ==

  void join(String election, boolean candidate, ShellCheck witness) {
    if (state == State.RUNNING && !parts.containsKey(election)) {
      parts.put(
          election,
          new Part(
              this, candidate ? elections.join(election) : elections.observe(election), witness));
    }
  }

  void leave(String election) {
    Part part = parts.get(election);
    if (part != null && state == State.RUNNING) {
      part.election().leave().subscribe(n -> {}, e -> {}, () -> left(election, part));
    }
  }

  private void left(String election, Part part) {
    if (parts.remove(election, part)) {
      former.add(part);
    }
  }

  void close() {
    if (state == State.RUNNING) {
      state = State.CLOSING;
      elections.closeLater().subscribe(n -> {}, e -> {}, this::closed);
    }
  }

  private void closed() {
    if (state == State.CLOSING) {
      state = State.CLOSED;
      former.addAll(parts.values());
      parts.clear();
    }
  }

  // == What can be seen ==

  boolean leads(String election) {
    Part part = parts.get(election);
    return part != null && part.leads();
  }

  boolean works(String election) {
    Part part = parts.get(election);
    return part != null && part.works();
  }

  boolean stands(String election) {
    Part part = parts.get(election);
    return part != null && part.candidate();
  }

  void latched() {
    parts.values().forEach(Part::latched);
  }

  private void amending(Collection<Amendment> amendments) {
    for (Amendment amendment : amendments) {
      Part part = parts.get(amendment.held().election());
      if (part != null && amendment instanceof Amendment.Vacate) {
        part.vacating();
      }
    }
  }

  /** Nothing of what it has left goes on. */
  void ended() {
    former.forEach(Part::ended);
  }

  @Override
  public String toString() {
    return name;
  }
}
