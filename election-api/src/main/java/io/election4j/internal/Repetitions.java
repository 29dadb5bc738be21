package io.election4j.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what may happen again and again: at once what is new, and every 30 s what goes on, with how
 * often it was not said.
 */
final class Repetitions {

  static final Duration PAUSE = Duration.ofSeconds(30);

  /** More at a time are as good as new. */
  private static final int MOST = 32;

  /** So many lines of one kind in that time are told apart, however many differ. */
  private static final int MOST_KINDS = 8;

  private final Clocks clocks;
  private final ElectionLog log;

  /** Can be changed once something was said: mostly nothing ever is. */
  private Map<String, Said> said = Map.of();

  /** When something was said, and how often it was not since then. */
  private static final class Said {
    long nanos;
    long untold;
  }

  Repetitions(Clocks clocks, ElectionLog log) {
    this.clocks = clocks;
    this.log = log;
  }

  /** Says that something failed, with its stack trace only when that is new. */
  void failed(LogLine line, Throwable failure, Object... arguments) {
    String cause = String.valueOf(failure);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = cause;
    all[arguments.length + 1] = failure;
    say(line, kind(cause), all);
  }

  /** Causes that differ in a number are the same. */
  static String kind(String cause) {
    return cause.replaceAll("[0-9]+", "0");
  }

  /** Says a line each time, with the failure's stack trace. */
  void said(LogLine line, Throwable failure) {
    log.say(line, failure);
  }

  /**
   * Says a line.
   *
   * @param what what makes it new if it was not said before
   */
  synchronized void say(LogLine line, String what, Object... arguments) {
    long now = clocks.nanos();
    String key = key(line, what, now);
    @Nullable Said before = said.get(key);
    if (said.isEmpty()) {
      said = new LinkedHashMap<>();
    }
    if (before == null) {
      said.put(key, said(now));
      if (said.size() > MOST) {
        said.remove(said.keySet().iterator().next());
      }
      log.say(line, arguments);
    } else if (now - before.nanos < PAUSE.toNanos()) {
      before.untold++;
    } else {
      long untold = before.untold;
      said.put(key, said(now));
      sayAgain(line, untold, arguments);
    }
  }

  /** What has an identity in it that never comes again is not new each time. */
  private String key(LogLine line, String what, long now) {
    String kind = line.name() + ' ';
    long recent =
        said.entrySet().stream()
            .filter(one -> one.getKey().startsWith(kind))
            .filter(one -> now - one.getValue().nanos < PAUSE.toNanos())
            .count();
    return said.containsKey(kind + what) || recent < MOST_KINDS ? kind + what : kind;
  }

  private static Said said(long now) {
    Said said = new Said();
    said.nanos = now;
    return said;
  }

  private void sayAgain(LogLine line, long untold, Object... arguments) {
    boolean trace = arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable;
    Object[] texts = trace ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
    log.sayAgain(line, untold, texts);
  }
}
