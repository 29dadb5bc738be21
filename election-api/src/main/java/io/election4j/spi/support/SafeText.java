package io.election4j.spi.support;

import io.election4j.spi.Library;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Failures of drivers for people: one line, and nothing that looks like a password. */
final class SafeText {

  private static final int LONGEST = 300;

  /** In a URL, all before the last at sign: passwords may contain anything. */
  private static final Pattern IN_URL = Pattern.compile("://\\S*@");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|api[_-]?key)\"?\\s*[=:]\\s*)"
              + "(?!(?:yes|no)\\b)(\"[^\"]*\"|'[^']*'|[^\\s&;,)\\]}]+)");

  private SafeText() {}

  /** Returns a failure as callers of a store get it. */
  static StoreException explained(String call, Throwable failure) {
    if (failure instanceof StoreException told) {
      return told;
    }
    return Library.explain(failure, List.of())
        .orElseGet(
            () ->
                StoreException.unavailable(
                    call + " failed: " + words(failure), safe(failure) ? failure : null));
  }

  /** Returns whether no text of a failure, of its causes and of what it suppresses has a secret. */
  private static boolean safe(Throwable failure) {
    return chain(failure, 20).map(String::valueOf).allMatch(text -> hidden(text).equals(text));
  }

  private static Stream<Throwable> chain(Throwable failure, int most) {
    Throwable cause = failure.getCause();
    Stream<Throwable> causes = cause == null || most == 0 ? Stream.of() : chain(cause, most - 1);
    Stream<Throwable> suppressed =
        Stream.of(failure.getSuppressed()).flatMap(one -> chain(one, Math.max(0, most - 1)));
    return Stream.concat(Stream.of(failure), Stream.concat(causes, suppressed));
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return line(message == null || message.isBlank() ? name : name + ": " + message);
  }

  private static String line(String text) {
    String line = hidden(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }

  private static String hidden(String text) {
    return NAMED.matcher(IN_URL.matcher(text).replaceAll("://***@")).replaceAll("$1***");
  }
}
