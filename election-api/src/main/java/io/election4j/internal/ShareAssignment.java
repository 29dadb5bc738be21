package io.election4j.internal;

import java.util.ArrayList;
import java.util.Collection;
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
 * what is free, everybody something else. How much each is to own depends on who the members are,
 * and on nothing that changes while elections move.
 */
final class ShareAssignment {

  /** Stands for no owner, or one that is no member. */
  static final String NOBODY = "";

  private final List<String> members;
  private final Map<String, List<String>> owned = new HashMap<>();
  private final List<String> free = new ArrayList<>();
  private final int least;
  private final int more;

  /**
   * @param members their names, in any order; not empty
   * @param owners the owner of every election of the group, {@link #NOBODY} or no member where it
   *     is free
   */
  ShareAssignment(Collection<String> members, SortedMap<String, String> owners) {
    this.members = members.stream().sorted().distinct().toList();
    least = owners.size() / this.members.size();
    more = owners.size() % this.members.size();
    this.members.forEach(member -> owned.put(member, new ArrayList<>()));
    owners.forEach((election, owner) -> owned.getOrDefault(owner, free).add(election));
  }

  private List<String> owned(String member) {
    return owned.getOrDefault(member, List.of());
  }

  /** Returns how many elections a member is to own. */
  int size(String member) {
    return least + (members.indexOf(member) < more ? 1 : 0);
  }

  /**
   * Returns the elections that a member is to stand in now: those it keeps and those it takes.
   *
   * @param calm whether all members see the same members: else nothing is given up, since somebody
   *     might take it who does not know yet that it has more than its share already
   */
  Set<String> of(String member, boolean calm) {
    List<String> mine = owned(member);
    int kept = calm ? Math.min(mine.size(), size(member)) : mine.size();
    Set<String> share = new TreeSet<>(mine.subList(0, kept));
    share.addAll(taken(member));
    return share;
  }

  /** What is free is dealt out to those who lack something, one after the other. */
  private List<String> taken(String member) {
    int from = 0;
    for (String other : members) {
      int lacking = Math.max(0, size(other) - owned(other).size());
      if (other.equals(member)) {
        int begin = Math.min(from, free.size());
        return free.subList(begin, Math.min(begin + lacking, free.size()));
      }
      from += lacking;
    }
    return List.of();
  }
}
