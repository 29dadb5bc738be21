package io.election4j.bench.scenarios;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.bench.Server;
import io.election4j.bench.contest.StoreCall;
import io.election4j.bench.contest.TermObserver;
import io.election4j.bench.contest.WatchedStore;
import io.election4j.demo.harness.Waiting;
import io.election4j.testkit.RelayedStore.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Candidates of one election, with a store each. Not thread-safe. */
final class Crowd implements AutoCloseable, TermObserver {

  private static final String ELECTION = "bench/herd";
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * What one vacancy caused.
   *
   * @param losing claims that won nothing
   * @param blind those of them that were sent before the one that won was answered
   * @param opened leases
   * @param nanos from the call to leave until the next one leads
   */
  record Rush(long losing, long blind, long opened, long nanos) {}

  private final List<Elections> all = new ArrayList<>();
  private final List<Election> joined = new ArrayList<>();
  private final Queue<StoreCall> calls = new ConcurrentLinkedQueue<>();
  private final Queue<Long> elected = new ConcurrentLinkedQueue<>();

  Crowd(String url, int size, boolean listed) {
    for (int i = 0; i < size; i++) {
      Elections each =
          Elections.builder(WatchedStore.of(Server.store(url), this))
              .candidate(Candidate.named("candidate-" + i))
              .visible(listed)
              .build();
      all.add(each);
      each.events()
          .ofType(ElectionEvent.Elected.class)
          .subscribe(event -> elected(event.election(), System.nanoTime()));
      joined.add(each.join(ELECTION));
    }
    awaitLeaders(1);
    Waiting.until(
        "all know the leader",
        PATIENCE,
        () -> joined.stream().allMatch(election -> election.leader().isPresent()));
  }

  /** Lets the leader leave, and join again once another one leads. */
  Rush changeLeader() {
    Waiting.pass(SETTLING);
    calls.clear();
    elected.clear();
    int who = leader();
    long start = System.nanoTime();
    joined.get(who).leave().block(PATIENCE);
    awaitLeaders(1);
    Waiting.pass(SETTLING);
    long led = elected.element();
    List<StoreCall> losing = calls.stream().filter(Crowd::loses).toList();
    long blind = losing.stream().filter(call -> call.start() < led).count();
    long opened = calls.stream().filter(call -> call.kind() == Call.OPEN).count();
    Rush rush = new Rush(losing.size(), blind, opened, led - start);
    joined.set(who, all.get(who).join(ELECTION));
    return rush;
  }

  private int leader() {
    for (int i = 0; i < joined.size(); i++) {
      if (joined.get(i).status().leading()) {
        return i;
      }
    }
    throw new IllegalStateException("nobody leads");
  }

  private static boolean loses(StoreCall call) {
    return call.kind() == Call.CLAIM && call.answers() == 0;
  }

  private void awaitLeaders(int count) {
    Waiting.until("one leads", PATIENCE, () -> elected.size() >= count);
  }

  @Override
  public void elected(String election, long nanos) {
    elected.add(nanos);
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public void called(StoreCall call) {
    calls.add(call);
  }

  @Override
  public void close() {
    all.forEach(Elections::close);
  }
}
