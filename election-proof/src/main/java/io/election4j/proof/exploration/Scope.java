package io.election4j.proof.exploration;

import static io.election4j.proof.exploration.ExploredFault.BLIND;
import static io.election4j.proof.exploration.ExploredFault.CLOSE;
import static io.election4j.proof.exploration.ExploredFault.COPY;
import static io.election4j.proof.exploration.ExploredFault.CRASH;
import static io.election4j.proof.exploration.ExploredFault.DEAF;
import static io.election4j.proof.exploration.ExploredFault.LATE;
import static io.election4j.proof.exploration.ExploredFault.LEAVE;
import static io.election4j.proof.exploration.ExploredFault.MUTE;
import static io.election4j.proof.exploration.ExploredFault.PAUSE;
import static io.election4j.proof.exploration.ExploredFault.SUSPEND;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A small world: how it begins and what may go wrong in it.
 *
 * @param name what it is called on the command line
 * @param led whether it begins with a leader and a follower, or with two processes that have just
 *     started
 * @param faults what may go wrong
 * @param most how often something may go wrong on one path
 * @param depth how many choices there are on a path at the most
 */
record Scope(String name, boolean led, Set<ExploredFault> faults, int most, int depth) {

  /** All worlds, the quickest first. */
  static final List<Scope> ALL =
      List.of(
          new Scope("start", false, EnumSet.of(LATE, COPY), 2, 30),
          new Scope("late", true, EnumSet.of(LATE, COPY), 2, 36),
          new Scope("leave", true, EnumSet.of(LEAVE, CLOSE, LATE, COPY), 2, 18),
          new Scope("crash", true, EnumSet.of(CRASH, LATE), 2, 24),
          new Scope("pause", true, EnumSet.of(PAUSE, SUSPEND, LATE), 2, 24),
          new Scope("cut", true, EnumSet.of(BLIND, DEAF, MUTE, LATE), 2, 20),
          new Scope("all", true, EnumSet.allOf(ExploredFault.class), 2, 10));

  /**
   * Returns the world of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Scope named(String name) {
    return ALL.stream()
        .filter(scope -> scope.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no world '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(Scope::name).toList()));
  }

  Scope allowing(int most) {
    return new Scope(name, led, faults, most, depth);
  }

  Scope upTo(int choices) {
    return new Scope(name, led, faults, most, choices);
  }
}
