package io.election4j.console;

import io.election4j.cli.LeaseView;
import io.election4j.cli.ParticipantView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some of the live candidates; its JSON form is described in {@code openapi.json}.
 *
 * @param groups how many elections each member of each group leads, whatever is searched for
 */
record ParticipantPage(
    int total, int matching, int offset, Map<String, List<Share>> groups, List<Item> items) {

  private static final String GROUP = "group.";

  /**
   * One live candidate.
   *
   * @param leads how many elections it leads
   * @param some the names of at most {@value Share#MOST} of them
   */
  record Item(
      String participant,
      int priority,
      String address,
      Map<String, String> attributes,
      LeaseView lease,
      int leads,
      List<String> some) {

    static Item of(ParticipantView view) {
      return new Item(
          view.participant(),
          view.priority(),
          view.address(),
          view.attributes(),
          view.lease(),
          view.leads().size(),
          view.leads().stream().limit(Share.MOST).toList());
    }
  }

  static ParticipantPage of(Snapshot snapshot, String text, Slice slice) {
    String wanted = text.toLowerCase(Locale.ROOT);
    List<ParticipantView> matching =
        snapshot.participants().stream()
            .filter(view -> view.participant().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    return new ParticipantPage(
        snapshot.participants().size(),
        matching.size(),
        slice.offset(),
        groups(snapshot.participants()),
        slice.of(matching).stream().map(Item::of).toList());
  }

  private static Map<String, List<Share>> groups(List<ParticipantView> all) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (ParticipantView view : all) {
      for (String key : view.attributes().keySet()) {
        if (key.startsWith(GROUP) && (counts.size() < Share.MOST || counts.containsKey(key))) {
          counts
              .computeIfAbsent(key, group -> new TreeMap<>())
              .merge(view.participant(), view.leads().size(), Integer::sum);
        }
      }
    }
    Map<String, List<Share>> groups = new TreeMap<>();
    counts.forEach((key, theirs) -> groups.put(key.substring(GROUP.length()), Share.most(theirs)));
    return groups;
  }
}
