package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.Await;
import io.election4j.spi.InMemoryLeaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What an election costs in memory and threads, on a store in memory and in real time. */
@Timeout(120)
class LeanTest {

  private static final int MANY = 10_000;

  /** The goal is 1,024; what the store in memory keeps of a record is taken off before. */
  private static final int MOST_BYTES = 1_024;

  /** Reactor's queue for results takes half of it. */
  private static final int MOST_BYTES_OF_WORK = 2_560;

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final List<Elections> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Elections::close);
  }

  private Elections process(String name) {
    Elections elections =
        Elections.builder(store.connect()).candidate(Candidate.named(name)).build();
    open.add(elections);
    return elections;
  }

  private static List<String> names() {
    return IntStream.range(0, MANY).mapToObj(i -> "lean/" + i).toList();
  }

  private static void awaitLed(List<Election> joined) {
    joined.forEach(election -> Await.until(() -> election.leadership().isPresent()));
  }

  private static void awaitKnown(List<Election> joined) {
    joined.forEach(election -> Await.until(() -> election.leader().isPresent()));
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long ownThreads() {
    Thread[] threads = new Thread[10_000];
    int count = Thread.enumerate(threads);
    return IntStream.range(0, count)
        .filter(i -> threads[i].getName().startsWith("election-"))
        .count();
  }

  @Test
  void anElectionKeepsLittleMemoryOfALeaderAndOfAFollower() {
    List<String> names = names();
    awaitLed(process("first").joinAll(names));
    Elections follower = process("follower");
    awaitKnown(List.of(follower.join(names.get(0))));
    long before = heap();
    List<Election> followed = follower.joinAll(names);
    awaitKnown(followed);
    long bytes = (heap() - before) / MANY;
    assertThat(bytes).as("bytes per election followed").isLessThan(MOST_BYTES);
    open.remove(0).close();
    awaitLed(followed);
    assertThat((heap() - before) / MANY).as("bytes per election led").isLessThan(MOST_BYTES);
  }

  @Test
  void workOfAnElectionKeepsLittleMemory() {
    List<Election> joined = process("leader").joinAll(names());
    awaitLed(joined);
    AtomicInteger started = new AtomicInteger();
    long before = heap();
    joined.forEach(
        election ->
            election
                .whileLeading(l -> Mono.never().doOnSubscribe(s -> started.incrementAndGet()))
                .subscribe());
    Await.until(() -> started.get() == MANY);
    assertThat((heap() - before) / MANY).as("bytes per work").isLessThan(MOST_BYTES_OF_WORK);
  }

  @Test
  void threadsDoNotGrowWithElectionsNorWithTheirWork() {
    long others = ownThreads();
    AtomicInteger started = new AtomicInteger();
    Elections leader = process("leader");
    leader.events().subscribe();
    List<Election> joined = leader.joinAll(names());
    joined.forEach(
        election ->
            election
                .whileLeading(l -> Mono.never().doOnSubscribe(s -> started.incrementAndGet()))
                .subscribe());
    awaitLed(joined);
    Await.until(() -> started.get() == MANY);
    // Two, and some more for as long as a busy machine lets short tasks take long.
    assertThat(ownThreads() - others).isLessThanOrEqualTo(6);
    Await.until(() -> ownThreads() - others <= 2);
  }
}
