package io.election4j.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that stores are known to get wrong. */
final class HostileTexts {

  /** Texts that some collation, trimming or normal form takes for the same. */
  static final List<List<String>> CONFUSABLE =
      List.of(
          List.of("billing", "Billing", "BILLING"),
          List.of("caf\u00e9", "cafe\u0301", "cafe", "CAF\u00c9"),
          List.of("stra\u00dfe", "strasse"),
          List.of("I", "i", "\u0130", "\u0131"),
          List.of("\u00c5", "\u212b", "A\u030a"),
          List.of("fi", "\ufb01"),
          List.of("A", "\uff21", "\u0410", "\u0391"),
          List.of("1", "01", "1.0", "\u0661"),
          List.of("ab", "a\u200bb", "a b", "a\u00a0b", "a  b"),
          List.of("\ud83d\ude00", "\ud83d\ude01"),
          List.of("\u3042", "\u30a2"));

  private static final List<String> SYNTAX =
      List.of(
          "'; DROP TABLE election_record; --",
          "it's",
          "''",
          "\"quoted\"",
          "`back`tick`",
          "back\\slash",
          "\\",
          "\\'",
          "\\u0041",
          "ends\\",
          "$set",
          "$where",
          "$$NOW",
          "$1",
          "${name}",
          "#{name}",
          "{\"$ne\": null}",
          "{{name}}",
          "a.b.c",
          ".",
          "..",
          ".hidden",
          "a..b",
          "ends.",
          "a/b//c",
          "/",
          "../../etc/passwd",
          "100%",
          "%",
          "_",
          "under_score",
          "%s%n",
          "a*b?c",
          "[abc]",
          "^a.*$",
          "(?i)a",
          "?",
          ":name",
          "@user",
          "&amp;",
          "<b>",
          "a;b",
          "a,b",
          "a=b",
          "--",
          "/*",
          "#",
          "null",
          "NULL",
          "true",
          "0",
          "-1",
          "1e9",
          "NaN",
          "undefined");

  private static final List<String> SCRIPTS =
      List.of(
          "\u00fcn\u00efc\u00f6d\u00e9",
          "\u6f22\u5b57",
          "\u05e9\u05dc\u05d5\u05dd",
          "\u0645\u0631\u062d\u0628\u0627",
          "\ud55c\uad6d\uc5b4",
          "\ud83e\uddea",
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "\ud834\udd1e",
          "\ufffd",
          "\ue000");

  private HostileTexts() {}

  /** Returns all these texts. */
  static List<String> all() {
    return Stream.of(CONFUSABLE.stream().flatMap(List::stream), SYNTAX.stream(), SCRIPTS.stream())
        .flatMap(texts -> texts)
        .distinct()
        .toList();
  }

  /** Returns the beginning of a text, with numbers for what cannot be printed. */
  static String shown(String text) {
    return text.chars()
        .limit(60)
        .mapToObj(c -> c < 0x20 || c > 0x7e ? String.format("\\u%04x", c) : "" + (char) c)
        .collect(Collectors.joining("", "'", text.length() > 60 ? "...'" : "'"));
  }

  /** Returns that many code points that take 4 bytes each in UTF-8 and 2 {@code char}s in Java. */
  static String emoji(int codePoints) {
    Random random = new Random();
    int[] faces =
        IntStream.generate(() -> 0x1F600 + random.nextInt(64)).limit(codePoints).toArray();
    return new String(faces, 0, codePoints);
  }
}
