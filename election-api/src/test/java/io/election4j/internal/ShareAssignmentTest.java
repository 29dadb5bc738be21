package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShareAssignmentTest {

  private static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  private static SortedMap<String, String> owners(int elections, String owner) {
    SortedMap<String, String> owners = new TreeMap<>();
    for (int i = 0; i < elections; i++) {
      owners.put(String.format("e%03d", i), owner);
    }
    return owners;
  }

  private static Map<String, Integer> counts(List<String> members, Map<String, String> owners) {
    Map<String, Integer> counts = new HashMap<>();
    members.forEach(member -> counts.put(member, 0));
    owners.values().forEach(owner -> counts.computeIfPresent(owner, (o, n) -> n + 1));
    return counts;
  }

  private static int spread(List<String> members, Map<String, String> owners) {
    var counts = counts(members, owners).values();
    return counts.stream().mapToInt(n -> n).max().orElseThrow()
        - counts.stream().mapToInt(n -> n).min().orElseThrow();
  }

  @Test
  void whoIsAloneTakesEverything() {
    ShareAssignment shares = new ShareAssignment(List.of("a"), owners(7, ShareAssignment.NOBODY));
    assertThat(shares.of("a", true)).hasSize(7);
  }

  @Test
  void freeElectionsAreDealtOutWithoutOverlap() {
    List<String> members = List.of("c", "a", "b");
    ShareAssignment shares = new ShareAssignment(members, owners(11, ShareAssignment.NOBODY));
    Set<String> all = new HashSet<>();
    for (String member : members) {
      Set<String> share = shares.of(member, true);
      assertThat(share).hasSizeBetween(3, 4).noneMatch(all::contains);
      all.addAll(share);
    }
    assertThat(all).hasSize(11);
  }

  @Test
  void whatADeadOrUnknownProcessOwnsIsFree() {
    ShareAssignment shares = new ShareAssignment(List.of("a"), owners(3, "gone"));
    assertThat(shares.of("a", true)).hasSize(3);
  }

  @Test
  void nothingIsGivenUpBeforeAllSeeTheSameMembers() {
    ShareAssignment shares = new ShareAssignment(List.of("a", "b"), owners(8, "a"));
    assertThat(shares.of("a", false)).hasSize(8);
    assertThat(shares.of("a", true)).hasSize(4);
  }

  @Test
  void aNewcomerIsLeftItsShareAndNothingElseMoves() {
    SortedMap<String, String> owners = owners(10, "a");
    for (int i = 5; i < 10; i++) {
      owners.put(String.format("e%03d", i), "b");
    }
    ShareAssignment shares = new ShareAssignment(List.of("a", "b", "c"), owners);
    assertThat(shares.size("c")).isEqualTo(3);
    assertThat(shares.of("a", true).size() + shares.of("b", true).size()).isEqualTo(7);
    assertThat(shares.of("c", true)).isEmpty();
  }

  /**
   * Members that see what others own only after a while, and each others' coming and going at
   * different times, come to even shares with as few moves as there can be.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void membersThatSeeOldStatesComeToEvenSharesWithoutFlapping(long seed) {
    Random random = new Random(seed);
    Group group = new Group(random, 20 + random.nextInt(200), 2 + random.nextInt(10));
    group.settle();
    for (int change = 0; change < 20; change++) {
      Map<String, Integer> before = counts(group.members, group.owners);
      group.moves = 0;
      if (random.nextBoolean() || group.members.size() < 2) {
        group.members.add("n" + seed + "-" + change);
      } else {
        group.members.remove(random.nextInt(group.members.size()));
      }
      group.settle();
      assertThat(spread(group.members, group.owners)).isLessThanOrEqualTo(1);
      Map<String, Integer> after = counts(group.members, group.owners);
      int needed =
          after.entrySet().stream()
              .mapToInt(e -> Math.max(0, e.getValue() - before.getOrDefault(e.getKey(), 0)))
              .sum();
      assertThat(group.moves).isEqualTo(needed);
    }
  }

  /** Members that act in turn on what they see, which for each is up to three rounds old. */
  private static final class Group {
    static final int CALM = 4;

    final Random random;
    final SortedMap<String, String> owners;
    final List<String> members = new ArrayList<>();
    final List<View> past = new ArrayList<>();
    final Map<String, Sight> sights = new HashMap<>();
    int moves;

    /** What was so in a round. */
    record View(List<String> members, SortedMap<String, String> owners) {}

    /** Which round a member has seen last, and in which one it saw other members before that. */
    record Sight(int round, List<String> members, int since) {}

    Group(Random random, int elections, int members) {
      this.random = random;
      this.owners = owners(elections, ShareAssignment.NOBODY);
      for (int i = 0; i < members; i++) {
        this.members.add("m" + i);
      }
    }

    void settle() {
      for (int round = 0; round < 40; round++) {
        past.add(new View(List.copyOf(members), new TreeMap<>(owners)));
        List.copyOf(members).forEach(this::act);
      }
    }

    /** Nobody sees the past go on before it. */
    private Sight sight(String member) {
      Sight before = sights.get(member);
      int oldest = before == null ? past.size() - 1 : before.round;
      int at = Math.max(oldest, past.size() - 1 - random.nextInt(3));
      List<String> known = new ArrayList<>(past.get(at).members);
      if (!known.contains(member)) {
        known.add(member);
      }
      boolean same = before != null && before.members.equals(known);
      Sight sight = new Sight(at, known, same ? before.since : past.size() - 1);
      sights.put(member, sight);
      return sight;
    }

    private void act(String member) {
      Sight sight = sight(member);
      // What a process leads itself it knows at once.
      SortedMap<String, String> known = new TreeMap<>(past.get(sight.round).owners);
      known.replaceAll(
          (election, owner) ->
              member.equals(owners.get(election))
                  ? member
                  : owner.equals(member) ? ShareAssignment.NOBODY : owner);
      boolean calm = past.size() - 1 - sight.since >= CALM;
      Set<String> share = new ShareAssignment(sight.members, known).of(member, calm);
      for (String election : List.copyOf(owners.keySet())) {
        String owner = owners.get(election);
        if (owner.equals(member) && !share.contains(election)) {
          owners.put(election, ShareAssignment.NOBODY);
        } else if (share.contains(election) && !members.contains(owner)) {
          owners.put(election, member);
          moves++;
        }
      }
    }
  }
}
