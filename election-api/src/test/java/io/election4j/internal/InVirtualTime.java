package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Processes whose engines and callbacks run when the test lets time pass. T 15 s, so D 12 s,
 * heartbeat 3 s, operation timeout 3 s, grace 2 s and poll 500 ms.
 */
public final class InVirtualTime {

  public static final Duration T = Duration.ofSeconds(15);
  public static final Duration POLL = Duration.ofMillis(500);

  public final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  public final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  public FaultyStore store() {
    return new FaultyStore(data.connect());
  }

  public Elections process(String name, LeaseStore store) {
    return on(name, store).build();
  }

  /** As {@link #process}, with blocking work on the test's thread, too. */
  public Elections processOnOneThread(String name, LeaseStore store) {
    return on(name, store).workers(time::schedule).build();
  }

  /** Returns a builder of a process whose callbacks run when the test lets time pass. */
  public ElectionsBuilder on(String name, LeaseStore store) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(T)
        .scheduler(time)
        .callbacks(time);
  }

  /** As {@link #process}, with callbacks on threads of their own. */
  public Elections processWithThreads(String name, LeaseStore store) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(T)
        .scheduler(time)
        .build();
  }

  /**
   * Lets time pass. A thread with work that ends just now may have begun to do what is due, and
   * then does that of this time, too, while whoever has let it pass waits.
   */
  public void pass(Duration span) {
    CountDownLatch passed = new CountDownLatch(1);
    time.schedule(passed::countDown, span.toNanos(), TimeUnit.NANOSECONDS);
    time.advanceTimeBy(span);
    Await.on(passed);
  }

  /** Lets everything happen that is due now. */
  public void settle() {
    pass(Duration.ofMillis(1));
  }

  /**
   * Returns the list that all events of an election are added to from now on. It can be read while
   * work that ends on a thread of its own adds to it.
   */
  public static List<ElectionEvent> events(Election election) {
    List<ElectionEvent> events = new CopyOnWriteArrayList<>();
    election.events().subscribe(events::add, failure -> {});
    return events;
  }

  public static <E extends ElectionEvent> List<E> only(Class<E> kind, List<ElectionEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
