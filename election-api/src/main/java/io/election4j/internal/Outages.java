package io.election4j.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Says of every outage, of the store or of what it tells of changes, that it has begun and why,
 * when the cause is another one, every 30 s that it goes on, and once it is over how long it took.
 * Everything happens on the engine's thread.
 */
final class Outages {

  /** Without any failure for so long, it is over. */
  static final Duration CALM = Duration.ofSeconds(2);

  /** Outages that follow each other within this time are taken for one that comes and goes. */
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private static final int MOST_CAUSES = 8;

  /** What is said of outages of one kind. */
  private record Lines(LogLine begins, LogLine otherwise, LogLine goesOn, LogLine ends) {}

  private static final Lines STORE =
      new Lines(
          LogLine.UNAVAILABLE,
          LogLine.UNAVAILABLE_OTHERWISE,
          LogLine.STILL_UNAVAILABLE,
          LogLine.ANSWERS_AGAIN);

  private static final Lines PUSH =
      new Lines(
          LogLine.PUSH_DOWN,
          LogLine.PUSH_DOWN_OTHERWISE,
          LogLine.PUSH_STILL_DOWN,
          LogLine.PUSH_BACK);

  private final Clocks clocks;
  private final ElectionLog log;
  private final Lines lines;
  private final Set<String> causes = new HashSet<>();
  private boolean out;
  private boolean answered;
  private long beganNanos;
  private long answeredNanos;
  private long loudAgainNanos;
  private long untold;
  private Duration calm = CALM;

  private Outages(Clocks clocks, ElectionLog log, Lines lines) {
    this.clocks = clocks;
    this.log = log;
    this.lines = lines;
  }

  static Outages ofStore(Clocks clocks, ElectionLog log) {
    return new Outages(clocks, log, STORE);
  }

  static Outages ofPush(Clocks clocks, ElectionLog log) {
    return new Outages(clocks, log, PUSH);
  }

  void failed(Throwable cause) {
    long now = clocks.nanos();
    if (!out) {
      begin(now);
      tell(lines.begins(), cause, now);
    } else if (causes.size() < MOST_CAUSES && !causes.contains(kind(cause))) {
      tell(lines.otherwise(), cause, now);
    } else if (now - loudAgainNanos >= 0) {
      String lasts = text(now - beganNanos);
      log.say(lines.goesOn(), lasts, untold + 1, words(cause));
      quiet(now);
    } else {
      untold++;
    }
    answered = false;
  }

  private void begin(long now) {
    boolean again = answered && now - answeredNanos < calm.plus(CLOSE).toNanos();
    // Whoever comes and goes has to stay longer each time before it is believed to be back.
    Duration longer = calm.multipliedBy(2);
    calm = !again ? CALM : longer.compareTo(Repetitions.PAUSE) < 0 ? longer : Repetitions.PAUSE;
    out = true;
    beganNanos = now;
    causes.clear();
  }

  private void tell(LogLine line, Throwable cause, long now) {
    causes.add(kind(cause));
    log.say(line, words(cause));
    log.say(LogLine.FAILURE, cause);
    quiet(now);
  }

  private void quiet(long now) {
    untold = 0;
    loudAgainNanos = now + Repetitions.PAUSE.toNanos();
  }

  /** Returns without any failure for how long the outage of now, or the last one, is over. */
  Duration calm() {
    return calm;
  }

  void answered() {
    if (out) {
      long now = clocks.nanos();
      if (!answered) {
        answered = true;
        answeredNanos = now;
      } else if (now - answeredNanos >= calm.toNanos()) {
        out = false;
        log.say(lines.ends(), text(answeredNanos - beganNanos));
      }
    }
  }

  /** Causes that differ in a number, or in what was asked, are the same. */
  private static String kind(Throwable cause) {
    return Repetitions.kind(words(cause)).replaceAll(StoreCalls.LATE + "[a-z]+", StoreCalls.LATE);
  }

  /** Returns in one line what a failure says, or what it is if that is nothing. */
  static String words(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.toString();
    }
    return message.isBlank()
        ? cause.getClass().getName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String text(long nanos) {
    Duration exact = Duration.ofNanos(nanos);
    return exact.toSeconds() == 0
        ? exact.toMillis() + " ms"
        : exact.plusMillis(500).toSeconds() + " s";
  }
}
