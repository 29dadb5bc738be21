package io.election4j.samples.billing;

/**
 * What an instance has written down.
 *
 * @param nanos when, on {@link System#nanoTime()}'s clock, which all processes of a Linux machine
 *     share
 * @param term 0 for none
 */
record Moment(long nanos, What what, long term) {

  enum What {
    STARTED,
    ELECTED,
    REVOKED,
    BEGAN,
    ENDED,
    STOPPED;

    boolean isWork() {
      return ordinal() >= BEGAN.ordinal();
    }
  }

  String line() {
    return nanos + " " + what + " " + term;
  }

  static Moment parse(String line) {
    String[] words = line.split(" ");
    return new Moment(Long.parseLong(words[0]), What.valueOf(words[1]), Long.parseLong(words[2]));
  }
}
