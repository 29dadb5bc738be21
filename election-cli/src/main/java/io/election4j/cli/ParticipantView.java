package io.election4j.cli;

import io.election4j.spi.Lease;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One live candidate as {@code status} shows it; its JSON form is the one documented.
 *
 * @param participant the candidate's name
 * @param priority the candidate's
 * @param address {@code host:port}, {@code host} or empty
 * @param attributes all of them, sorted
 * @param lease the one that it keeps
 * @param leads the names of the elections that it leads
 */
public record ParticipantView(
    String participant,
    int priority,
    String address,
    Map<String, String> attributes,
    LeaseView lease,
    List<String> leads) {

  static ParticipantView of(Lease read, LeaseView lease, List<String> leads) {
    return new ParticipantView(
        read.candidate().name(),
        read.candidate().priority(),
        read.candidate().address(),
        new TreeMap<>(read.candidate().attributes()),
        lease,
        leads);
  }
}
