package io.election4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Who is to own how many of a group's elections, and which: computed alike by all members from who
 * they are and who owns what. Shares differ by one at the most, and only as many elections move as
 * shares change: whoever owns more than its share gives up the rest, whoever owns less takes of
 * what is free, everybody something else.
 *
 * <p>Members may see different states for a while. So what only one of several can have is taken,
 * and anything is given up, only in calm, when nothing has changed for long enough that all see the
 * same.
 */
final class Shares {

  /** What has not changed for so long that all members see the same. */
  enum Calm {
    NOTHING,
    MEMBERS,
    EVERYTHING
  }

  /** Stands for no owner, or one that is no member. */
  static final String NOBODY = "";

  private final SortedMap<String, String> owners;
  private final Map<String, List<String>> owned = new HashMap<>();
  private final List<String> free = new ArrayList<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final List<String> members;
  private final int least;
  private final int most;

  /**
   * Computes shares.
   *
   * @param members their names, in any order; not empty
   * @param owners the owner of every election of the group, {@link #NOBODY} or no member where it
   *     is free
   */
  Shares(Collection<String> members, SortedMap<String, String> owners) {
    this.members = members.stream().sorted().distinct().toList();
    this.owners = owners;
    least = owners.size() / this.members.size();
    most = least + (owners.size() % this.members.size() > 0 ? 1 : 0);
    this.members.forEach(member -> owned.put(member, new ArrayList<>()));
    owners.forEach((election, owner) -> owned.getOrDefault(owner, free).add(election));
    size();
  }

  /** Whoever owns most keeps one more than others where they cannot all be the same. */
  private void size() {
    int more = owners.size() % members.size();
    List<String> byOwned = new ArrayList<>(members);
    byOwned.sort(Comparator.comparingInt((String member) -> -owned(member).size()));
    for (String member : byOwned) {
      sizes.put(member, least + (more-- > 0 ? 1 : 0));
    }
  }

  private List<String> owned(String member) {
    return owned.getOrDefault(member, List.of());
  }

  /** Returns how many elections a member is to own. */
  int size(String member) {
    return sizes.getOrDefault(member, 0);
  }

  /**
   * Returns the elections that a member is to stand in now: those it keeps and those it takes.
   *
   * @param calm what of this state all members see
   */
  Set<String> of(String member, Calm calm) {
    List<String> mine = owned(member);
    Set<String> share = new TreeSet<>(mine.subList(0, Math.min(mine.size(), kept(member, calm))));
    share.addAll(taken(member, calm));
    return share;
  }

  private int kept(String member, Calm calm) {
    return switch (calm) {
      case NOTHING -> Integer.MAX_VALUE;
      case MEMBERS -> most;
      case EVERYTHING -> size(member);
    };
  }

  /** What is free is dealt out to those who lack something, one after the other. */
  private List<String> taken(String member, Calm calm) {
    int from = 0;
    for (String other : members) {
      int lacking =
          Math.max(0, (calm == Calm.EVERYTHING ? size(other) : least) - owned(other).size());
      if (other.equals(member)) {
        int begin = Math.min(from, free.size());
        return free.subList(begin, Math.min(begin + lacking, free.size()));
      }
      from += lacking;
    }
    return List.of();
  }
}
