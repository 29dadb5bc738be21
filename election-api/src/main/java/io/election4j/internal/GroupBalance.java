package io.election4j.internal;

import io.election4j.Participant;
import io.election4j.internal.engine.Input;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps this process standing in its share of a group's elections, and in no others. Everything
 * happens on the engine's thread.
 */
final class GroupBalance {

  private final JoinedGroup group;
  private final LeaseTrust trust;
  private final EngineLoop loop;
  private final Duration heartbeat;
  private final Set<String> standing = new HashSet<>();
  private final Duration pause;

  private List<String> members = List.of();
  private long membersNanos;

  /** Whether those who started at about the same time have had the time to be seen. */
  private boolean begun;

  private boolean due;

  GroupBalance(JoinedGroup group, Shell shell) {
    this.group = group;
    this.trust = shell.trust();
    this.loop = shell.loop();
    this.heartbeat = shell.settings().timing().heartbeat();
    this.pause = shell.settings().timing().poll().dividedBy(2);
  }

  void start(MemberList participants) {
    group.joined().forEach(election -> election.view().watch(this::changed));
    participants.watch(this::changed);
    loop.after(heartbeat.multipliedBy(2), this::again);
  }

  /** The lease may be another one than before, which nobody tells. */
  private void again() {
    if (group.joined().stream().anyMatch(JoinedElection::open)) {
      begun = true;
      changed();
      loop.after(heartbeat, this::again);
    }
  }

  /** Soon something is to be done, once for all that changes at about the same time. */
  private void changed() {
    if (begun && !due) {
      due = true;
      loop.after(pause, this::balance);
    }
  }

  private void balance() {
    due = false;
    trust.leaseId().map(LeaseId::toString).ifPresent(this::balance);
  }

  private void balance(String self) {
    List<String> now = members(self);
    if (!now.equals(members)) {
      members = now;
      membersNanos = loop.clocks().nanos();
      loop.after(heartbeat, this::changed);
    }
    // Every member lists the others once per heartbeat: after that, all see the same.
    boolean calm = loop.clocks().nanos() - membersNanos >= heartbeat.toNanos();
    Set<String> share = new ShareAssignment(now, owners(self)).of(self, calm);
    for (JoinedElection election : group.joined()) {
      boolean stands = share.contains(election.name());
      if (stands != standing.contains(election.name()) && election.open()) {
        stand(election, stands);
      }
    }
  }

  private List<String> members(String self) {
    List<String> members = new ArrayList<>(List.of(self));
    for (Participant participant : group.members()) {
      if (!participant.self()) {
        members.add(participant.lease().toString());
      }
    }
    return members;
  }

  private void stand(JoinedElection election, boolean stands) {
    if (stands) {
      standing.add(election.name());
    } else {
      standing.remove(election.name());
    }
    election.admit(Input.Gate.SHARE, stands);
  }

  /** What this process is about to leave is as good as free. */
  private SortedMap<String, String> owners(String self) {
    SortedMap<String, String> owners = new TreeMap<>();
    for (JoinedElection election : group.joined()) {
      LeaseId holder = election.view().holder();
      String owner = holder == null ? ShareAssignment.NOBODY : holder.toString();
      boolean leaves = owner.equals(self) && !standing.contains(election.name());
      owners.put(election.name(), leaves ? ShareAssignment.NOBODY : owner);
    }
    return owners;
  }
}
