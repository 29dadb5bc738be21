package io.election4j;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {

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
    Shares shares = new Shares(List.of("a"), owners(7, Shares.NOBODY));
    assertThat(shares.of("a", Shares.Calm.EVERYTHING)).hasSize(7);
  }

  @Test
  void freeElectionsAreDealtOutWithoutOverlap() {
    List<String> members = List.of("c", "a", "b");
    Shares shares = new Shares(members, owners(11, Shares.NOBODY));
    Set<String> all = new HashSet<>();
    for (String member : members) {
      Set<String> share = shares.of(member, Shares.Calm.EVERYTHING);
      assertThat(share).hasSizeBetween(3, 4).noneMatch(all::contains);
      all.addAll(share);
    }
    assertThat(all).hasSize(11);
  }

  @Test
  void whatADeadOrUnknownProcessOwnsIsFree() {
    Shares shares = new Shares(List.of("a"), owners(3, "gone"));
    assertThat(shares.of("a", Shares.Calm.EVERYTHING)).hasSize(3);
  }

  @Test
  void whoOwnsOneMoreThanOthersKeepsItWhereSomebodyHasTo() {
    SortedMap<String, String> owners = owners(7, "b");
    owners.put("e000", "a");
    owners.put("e001", "a");
    owners.put("e002", "a");
    Shares shares = new Shares(List.of("a", "b"), owners);
    assertThat(shares.size("b")).isEqualTo(4);
    assertThat(shares.of("a", Shares.Calm.EVERYTHING)).hasSize(3);
    assertThat(shares.of("b", Shares.Calm.EVERYTHING)).hasSize(4);
  }

  @Test
  void aNewcomerIsLeftItsShareAndNothingElseMoves() {
    SortedMap<String, String> owners = owners(10, "a");
    for (int i = 5; i < 10; i++) {
      owners.put(String.format("e%03d", i), "b");
    }
    Shares shares = new Shares(List.of("a", "b", "c"), owners);
    assertThat(shares.size("c")).isEqualTo(3);
    assertThat(
            shares.of("a", Shares.Calm.EVERYTHING).size()
                + shares.of("b", Shares.Calm.EVERYTHING).size())
        .isEqualTo(7);
    assertThat(shares.of("c", Shares.Calm.EVERYTHING)).isEmpty();
  }

  /**
   * Members that see what others own only after a while, and each others' coming and going at
   * different times, come to even shares with as few moves as there can be.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void membersThatSeeOldStatesComeToEvenSharesWithoutFlapping(long seed) {
    Random dice = new Random(seed);
    Group group = new Group(dice, 20 + dice.nextInt(200), 2 + dice.nextInt(10));
    group.settle();
    for (int change = 0; change < 20; change++) {
      Map<String, Integer> before = counts(group.members, group.owners);
      group.moves = 0;
      if (dice.nextBoolean() || group.members.size() < 2) {
        group.members.add("n" + seed + "-" + change);
      } else {
        group.members.remove(dice.nextInt(group.members.size()));
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
    static final int CALM = 5;

    final Random dice;
    final SortedMap<String, String> owners;
    final List<String> members = new ArrayList<>();
    final List<View> past = new ArrayList<>();
    final Map<String, View> seen = new HashMap<>();
    final Map<String, View> membersSeen = new HashMap<>();

    /** When a member changed something itself, which it knows at once. */
    final Map<String, Integer> acted = new HashMap<>();

    int moves;

    /** What was so in a round, and in a member's hands, since when it is so. */
    record View(int round, List<String> members, SortedMap<String, String> owners) {
      boolean same(View other) {
        return members.equals(other.members) && owners.equals(other.owners);
      }
    }

    Group(Random dice, int elections, int members) {
      this.dice = dice;
      this.owners = owners(elections, Shares.NOBODY);
      for (int i = 0; i < members; i++) {
        this.members.add("m" + i);
      }
    }

    void settle() {
      for (int round = 0; round < 60; round++) {
        past.add(new View(past.size(), List.copyOf(members), new TreeMap<>(owners)));
        for (String member : List.copyOf(members)) {
          act(member, view(member));
        }
      }
    }

    /** Nobody sees the past go on before it. */
    private View view(String member) {
      View known = seen.getOrDefault(member, past.get(past.size() - 1));
      int at = Math.max(known.round, Math.max(0, past.size() - 1 - dice.nextInt(3)));
      View view = past.get(at);
      boolean same = seen.containsKey(member) && known.same(view);
      seen.put(member, same ? known : view);
      View members = membersSeen.get(member);
      if (members == null || !members.members.equals(view.members)) {
        membersSeen.put(member, view);
      }
      return view;
    }

    private Shares.Calm calm(String member) {
      int now = past.size() - 1;
      if (now - membersSeen.get(member).round < CALM) {
        return Shares.Calm.NOTHING;
      }
      int changed = Math.max(seen.get(member).round, acted.getOrDefault(member, 0));
      boolean all = now - changed >= CALM;
      return all ? Shares.Calm.EVERYTHING : Shares.Calm.MEMBERS;
    }

    private void act(String member, View view) {
      List<String> known = new ArrayList<>(view.members);
      if (!known.contains(member)) {
        known.add(member);
      }
      // What a process leads itself it knows at once.
      SortedMap<String, String> owned = new TreeMap<>(view.owners);
      owned.replaceAll(
          (election, owner) ->
              member.equals(owners.get(election))
                  ? member
                  : owner.equals(member) ? Shares.NOBODY : owner);
      Set<String> share = new Shares(known, owned).of(member, calm(member));
      for (String election : List.copyOf(owners.keySet())) {
        String owner = owners.get(election);
        if (owner.equals(member) && !share.contains(election)) {
          owners.put(election, Shares.NOBODY);
          acted.put(member, past.size() - 1);
        } else if (share.contains(election) && !members.contains(owner)) {
          owners.put(election, member);
          acted.put(member, past.size() - 1);
          moves++;
        }
      }
    }
  }
}
