package io.election4j.console;

/** The time of day, for people to read; nothing is decided by it. */
final class DisplayClock {

  private DisplayClock() {}

  /** Returns milliseconds since 1970. */
  static long millis() {
    return System.currentTimeMillis();
  }
}
