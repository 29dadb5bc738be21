package io.election4j.proof.exploration;

import java.util.List;

/**
 * What an exploration found.
 *
 * @param world its name
 * @param states how many different ones were visited
 * @param transitions how many choices were tried
 * @param depth how many choices the longest of the paths has
 * @param complete whether there was nothing beyond that
 * @param healed how many states were left in peace to see that a leader is found
 * @param nanos how long it took
 * @param violation the invariant and how it is violated; empty if all hold
 * @param path the choices that lead there
 */
record Explored(
    String world,
    long states,
    long transitions,
    int depth,
    boolean complete,
    long healed,
    long nanos,
    String violation,
    List<String> path) {

  boolean violated() {
    return !violation.isEmpty();
  }
}
