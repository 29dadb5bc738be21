package io.election4j.servers.proxy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What the network is like now; whatever waits for it to change waits on this. */
final class Conditions {

  private final Set<Direction> held = EnumSet.noneOf(Direction.class);
  private final Set<Direction> lost = EnumSet.noneOf(Direction.class);
  private Duration delay = Duration.ZERO;
  private Duration jitter = Duration.ZERO;
  private int most = Integer.MAX_VALUE;
  private int answersToCut;
  private long bytesPerSecond = Long.MAX_VALUE;
  private boolean blackHole;

  synchronized void hold(Set<Direction> directions) {
    held.addAll(directions);
  }

  synchronized void lose(Set<Direction> directions) {
    lost.addAll(directions);
  }

  synchronized void blackHole() {
    blackHole = true;
  }

  synchronized void delay(Duration least, Duration more) {
    delay = least;
    jitter = more;
  }

  synchronized void throttle(long bytes) {
    bytesPerSecond = bytes;
  }

  synchronized void limit(int connections) {
    most = connections;
  }

  synchronized void cutAnswers(int number) {
    answersToCut = number;
  }

  synchronized void heal() {
    held.clear();
    lost.clear();
    delay(Duration.ZERO, Duration.ZERO);
    most = Integer.MAX_VALUE;
    answersToCut = 0;
    bytesPerSecond = Long.MAX_VALUE;
    blackHole = false;
    notifyAll();
  }

  /** Lets those that wait look whether their connection is still there. */
  synchronized void wakeUp() {
    notifyAll();
  }

  synchronized boolean admits(int open) {
    return open < most;
  }

  /** Waits until connections reach the server again, or this one is closed. */
  synchronized void awaitWay(Link link) throws InterruptedException {
    while (blackHole && link.isOpen()) {
      wait();
    }
  }

  /** Waits as long as bytes are held back, and says what then becomes of them. */
  synchronized Fate fate(Direction direction, Link link) throws InterruptedException {
    while ((blackHole || held.contains(direction)) && link.isOpen()) {
      wait();
    }
    if (lost.contains(direction)) {
      return Fate.LOST;
    }
    if (direction == Direction.ANSWER && answersToCut > 0 && link.awaitsAnswer()) {
      answersToCut--;
      return Fate.CUT;
    }
    return Fate.DELIVERED;
  }

  /** Takes the time that this many bytes take on their way. */
  void travel(int bytes) throws InterruptedException {
    long nanos = travelNanos(bytes);
    if (nanos > 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  private synchronized long travelNanos(int bytes) {
    long more = jitter.isZero() ? 0 : ThreadLocalRandom.current().nextLong(jitter.toNanos());
    return delay.toNanos() + more + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
  }
}
