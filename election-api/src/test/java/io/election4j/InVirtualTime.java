package io.election4j;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Processes whose engines and callbacks run when the test lets time pass. T 15 s, so D 12 s,
 * heartbeat 3 s, operation timeout 3 s, grace 2 s and poll 500 ms.
 */
final class InVirtualTime {

  static final Duration T = Duration.ofSeconds(15);
  static final Duration POLL = Duration.ofMillis(500);

  final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  FaultyStore store() {
    return new FaultyStore(data.connect());
  }

  Elections process(String name, LeaseStore store) {
    return on(name, store).build();
  }

  /** As {@link #process}, with blocking work on the test's thread, too. */
  Elections processOnOneThread(String name, LeaseStore store) {
    return on(name, store).workers(time::schedule).build();
  }

  /** Returns a builder of a process whose callbacks run when the test lets time pass. */
  ElectionsBuilder on(String name, LeaseStore store) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(T)
        .scheduler(time)
        .callbacks(time);
  }

  /** As {@link #process}, with callbacks on threads of their own. */
  Elections processWithThreads(String name, LeaseStore store) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(T)
        .scheduler(time)
        .build();
  }

  void pass(Duration span) {
    time.advanceTimeBy(span);
  }

  /** Lets everything happen that is due now. */
  void settle() {
    time.advanceTimeBy(Duration.ofMillis(1));
  }

  /** Returns the list that all events of an election are added to from now on. */
  static List<ElectionEvent> events(Election election) {
    List<ElectionEvent> events = new ArrayList<>();
    election.events().subscribe(events::add, failure -> {});
    return events;
  }

  static <E extends ElectionEvent> List<E> only(Class<E> kind, List<ElectionEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
