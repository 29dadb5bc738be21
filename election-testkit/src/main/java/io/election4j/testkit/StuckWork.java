package io.election4j.testkit;

import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import java.util.concurrent.CountDownLatch;

/**
 * Work that takes no notice of being interrupted, and stops when a test says so.
 *
 * @param release opened by the test
 */
record StuckWork(CountDownLatch release) implements LeaderWorker {

  @Override
  public void start(Leadership leadership) {
    // It goes on by itself.
  }

  @Override
  public void stop(Leadership leadership) {
    boolean released = false;
    while (!released) {
      try {
        release.await();
        released = true;
      } catch (InterruptedException ignored) {
        // As such work does.
      }
    }
  }
}
