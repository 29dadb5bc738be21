package io.election4j.bench.contest;

import io.election4j.testkit.RelayedStore.Call;

/**
 * One call to a store, as its caller saw it.
 *
 * @param kind what was called
 * @param start when it was sent, on {@link System#nanoTime()}'s clock
 * @param end when it was answered
 * @param answers how many things the answer held: of a claim, the elections won
 */
public record StoreCall(Call kind, long start, long end, int answers) {

  /** Returns it as {@link #parse} reads it. */
  String line() {
    return kind + " " + start + " " + end + " " + answers;
  }

  /** Reads what {@link #line} wrote. */
  static StoreCall parse(String line) {
    String[] words = line.split(" ");
    return new StoreCall(
        Call.valueOf(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Integer.parseInt(words[3]));
  }
}
