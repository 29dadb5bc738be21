package io.election4j.testkit.virtual;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.virtual.internal.VirtualClock;
import io.election4j.testkit.virtual.internal.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * One process of a {@link VirtualWorld}: its elections, and the script of what befalls them. Not
 * thread-safe.
 *
 * <p>Everything of a process runs on the thread that lets time pass. Blocking workers do, too, so
 * they must not wait there for something that needs time to pass. Nor may {@link Elections#close()}
 * and {@link io.election4j.Election#campaign} be called there: use {@link #close()}.
 */
public final class VirtualProcess {

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final String name;
  private final VirtualWorld world;
  private final VirtualStore store;
  private final VirtualClock clock = VirtualClock.exact();
  private final VirtualScheduler scheduler;
  private @Nullable Elections elections;

  VirtualProcess(String name, VirtualWorld world, VirtualStore store) {
    this.name = name;
    this.world = world;
    this.store = store;
    this.scheduler = new VirtualScheduler(world.time(), clock);
  }

  /** Returns this process's elections, with the default durations; the same at every call. */
  public Elections elections() {
    Elections mine = elections;
    if (mine == null) {
      mine = builder().build();
      elections = mine;
    }
    return mine;
  }

  /**
   * Returns a builder of elections in this process, for applications that build their own; the
   * store, the schedulers and the workers must be left as they are.
   */
  public ElectionsBuilder builder() {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .scheduler(scheduler)
        .callbacks(scheduler)
        .workers(scheduler::schedule);
  }

  /** Returns this process's thread and clocks, for an application's own timers. */
  public Scheduler scheduler() {
    return scheduler;
  }

  // == The script ==

  /**
   * Lets this process win an election that it has joined, whoever leads it so far, and keep it.
   *
   * @throws IllegalStateException if it does not lead after ten minutes, because it has not joined
   *     as a candidate, its work of a former term does not stop, or its store is down
   */
  public void elect(String election) {
    world.choose(election, name);
    await(
        () -> leads(election),
        "'" + name + "' does not win election '" + election + "': has it joined as a candidate?");
  }

  /** Lets somebody else lead an election; {@link #lose(String, Candidate)}. */
  public void lose(String election) {
    lose(election, Candidate.named("somebody-else"));
  }

  /**
   * Lets somebody else lead an election, and this process learn of it: it is superseded if it led,
   * follows if it joined already, and will if it joins later.
   */
  public void lose(String election, Candidate to) {
    world.chooseOther(election, to);
    long before = store.observations();
    if (before > 0) {
      await(
          () -> store.observations() > before,
          "'" + name + "' does not read that it lost election '" + election + "'");
    }
  }

  /**
   * Ends this process's lease in the store, as rivals do when it was silent for too long, and lets
   * it learn of it: it loses all elections at once, and stands again with a new lease.
   */
  public void loseLease() {
    LeaseId lost = store.lease();
    if (lost != null) {
      Lease stored =
          Objects.requireNonNull(world.data().observe(null, List.of(lost), List.of()).block())
              .leases()
              .get(0);
      world.data().fence(lost, stored.version()).block();
      await(() -> !lost.equals(store.lease()), "'" + name + "' does not open another lease");
    }
  }

  /** Nothing of this process runs for a while, as in a long garbage collection; then it goes on. */
  public void pause(Duration span) {
    scheduler.pause();
    world.pass(span);
    scheduler.resume();
    world.pass(MOMENT);
  }

  /**
   * As {@link #pause}, while also the monotonic clock stands still: the machine sleeps. Leadership
   * is over as soon as it wakes up; events tell of it at the next poll.
   */
  public void suspend(Duration span) {
    clock.stand(true, world.time().now());
    scheduler.pause();
    world.pass(span);
    clock.stand(false, world.time().now());
    scheduler.resume();
    world.pass(MOMENT);
  }

  /** From now on every call to the store fails, as if it refused connections. */
  public void storeDown() {
    store.become(VirtualStore.State.DOWN);
  }

  /** From now on the store answers to nothing. */
  public void storeSilent() {
    store.become(VirtualStore.State.SILENT);
  }

  /** The store works again. */
  public void storeUp() {
    store.become(VirtualStore.State.UP);
  }

  /** Ends this process without a word, as SIGKILL does. */
  public void kill() {
    scheduler.kill();
    store.close();
  }

  /** Closes the elections of {@link #elections()}, and waits until they are. */
  public void close() {
    boolean[] closed = new boolean[1];
    elections().closeLater().subscribe(nothing -> {}, failure -> {}, () -> closed[0] = true);
    await(() -> closed[0], "'" + name + "' does not close");
  }

  private boolean leads(String election) {
    LeaseId lease = store.lease();
    return lease != null && world.standIn().record(election).heldBy(lease);
  }

  private void await(BooleanSupplier condition, String otherwise) {
    long end = world.time().now() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (world.time().now() >= end) {
        throw new IllegalStateException(otherwise + " (waited " + PATIENCE + " of virtual time)");
      }
      world.pass(STEP);
    }
    world.pass(MOMENT);
  }
}
