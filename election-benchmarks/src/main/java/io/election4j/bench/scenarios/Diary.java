package io.election4j.bench.scenarios;

import io.election4j.bench.contest.StoreCall;
import io.election4j.bench.contest.TermObserver;
import io.election4j.demo.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes down what one contestant of one election sees. */
final class Diary implements TermObserver {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Queue<StoreCall> calls = new ConcurrentLinkedQueue<>();
  private volatile long elected;

  /** Waits until it leads; returns since when. */
  long awaitElected() {
    Waiting.until("it leads", PATIENCE, () -> elected != 0);
    return elected;
  }

  List<StoreCall> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void elected(String election, long nanos) {
    elected = nanos;
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public void called(StoreCall call) {
    calls.add(call);
  }
}
