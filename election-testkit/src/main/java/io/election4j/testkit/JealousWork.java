package io.election4j.testkit;

import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that notices if other work of the same election goes on beside it.
 *
 * @param working how much goes on
 * @param beside what was noticed
 */
record JealousWork(AtomicInteger working, List<String> beside) implements LeaderWorker {

  @Override
  public void start(Leadership leadership) {
    if (working.incrementAndGet() > 1) {
      beside.add("term " + leadership.term());
    }
  }

  @Override
  public void stop(Leadership leadership) {
    working.decrementAndGet();
  }
}
