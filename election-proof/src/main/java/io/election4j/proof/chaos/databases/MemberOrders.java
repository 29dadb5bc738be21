package io.election4j.proof.chaos.databases;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the members of a replica set are reached, by their addresses as {@code host:port}. What is
 * not said of a member is found out: its process by the port it listens on, and how to start it by
 * the command line it had.
 *
 * @param allowed whether any harm may be done to them
 * @param pids the number of its process, or a file that holds it
 * @param starts a command that starts it
 * @param cuts a command that cuts it off from the others
 * @param heals a command that ends that
 */
public record MemberOrders(
    boolean allowed,
    Map<String, String> pids,
    Map<String, String> starts,
    Map<String, String> cuts,
    Map<String, String> heals) {

  /** Harm may not be done to them. */
  public static final MemberOrders NONE =
      new MemberOrders(false, Map.of(), Map.of(), Map.of(), Map.of());

  /**
   * Checks that there is nothing about others.
   *
   * @throws IllegalArgumentException if there is
   */
  void requireOnly(Set<String> members) {
    Set<String> strangers = new TreeSet<>(pids.keySet());
    strangers.addAll(starts.keySet());
    strangers.addAll(cuts.keySet());
    strangers.addAll(heals.keySet());
    strangers.removeAll(members);
    if (!strangers.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is no member of the replica set, which are %s"
              .formatted(strangers.iterator().next(), new TreeSet<>(members)));
    }
    if (!cuts.keySet().equals(heals.keySet())) {
      throw new IllegalArgumentException(
          "members with a command that cuts them off need one that heals them, and no others: "
              + new TreeSet<>(cuts.keySet())
              + " and "
              + new TreeSet<>(heals.keySet()));
    }
  }
}
