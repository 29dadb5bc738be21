package io.election4j.proof.chaos.databases;

import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.proxy.FaultProxy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Harm done to the members of a replica set: to the primary more often than not. */
final class SetFaults {

  private static final double THE_PRIMARY = 0.7;
  private static final String KILL = "member-kill";
  private static final String FREEZE = "member-freeze";
  private static final String CUT = "member-cut";

  private final List<SetMember> members;
  private final Supplier<String> primary;

  /**
   * Prepares.
   *
   * @param primary asks for the address of the primary, as {@code host:port}; throws if there is
   *     none
   */
  SetFaults(List<SetMember> members, Supplier<String> primary) {
    this.members = members;
    this.primary = primary;
  }

  List<ChaosFault> all() {
    return List.of(
        new ChaosFault(KILL, 0.1, 3, scene -> member(scene.random()).kill()),
        new ChaosFault(FREEZE, 0.1, 3, scene -> member(scene.random()).freeze()),
        new ChaosFault(CUT, 0.1, 3, this::cut));
  }

  /** Says of them why they are not done. */
  static Map<String, String> skipped(String reason) {
    return new TreeMap<>(Map.of(KILL, reason, FREEZE, reason, CUT, reason));
  }

  /** No candidate reaches it, nor do the other members if there is a command for that. */
  private AutoCloseable cut(Scene scene) throws Exception {
    SetMember member = member(scene.random());
    AutoCloseable cut = member.cut();
    int index = members.indexOf(member);
    List<FaultProxy> ways =
        scene.candidates().stream().map(candidate -> candidate.ways().get(index)).toList();
    ways.forEach(FaultProxy::blackHole);
    return () -> {
      ways.forEach(FaultProxy::heal);
      cut.close();
    };
  }

  private SetMember member(Random random) throws IOException {
    boolean first = random.nextDouble() < THE_PRIMARY;
    SetMember any = members.get(random.nextInt(members.size()));
    if (!first) {
      return any;
    }
    try {
      String name = primary.get();
      return members.stream().filter(one -> one.name().equals(name)).findFirst().orElse(any);
    } catch (RuntimeException none) {
      throw new IOException("there is no primary: " + none.getMessage(), none);
    }
  }
}
