package io.election4j.internal;

import io.election4j.ElectionStatus;
import io.election4j.internal.engine.Input;
import java.util.EnumSet;
import java.util.Set;

/** What keeps this process from standing in one election. */
final class Gates {

  private final JoinedElection election;
  private final RunningElections elections;
  private volatile Set<Input.Gate> closed = Set.of();

  Gates(JoinedElection election, RunningElections elections) {
    this.election = election;
    this.elections = elections;
  }

  /** Opens or closes one, whatever the others say; on any thread. */
  void admit(Input.Gate gate, boolean open) {
    elections.loop().execute(() -> admitted(gate, open));
  }

  private void admitted(Input.Gate gate, boolean open) {
    if (election.running()) {
      Set<Input.Gate> gates = EnumSet.noneOf(Input.Gate.class);
      gates.addAll(closed);
      if (open) {
        gates.remove(gate);
      } else {
        gates.add(gate);
      }
      closed = gates;
      elections.loop().step(new Input.Admit(election.name(), gate, open));
    }
  }

  /** Returns those that are closed. */
  Set<ElectionStatus.Gate> closed() {
    Set<ElectionStatus.Gate> gates = EnumSet.noneOf(ElectionStatus.Gate.class);
    closed.forEach(gate -> gates.add(ElectionStatus.Gate.valueOf(gate.name())));
    if (elections.draining().wanted()) {
      gates.add(ElectionStatus.Gate.DRAIN);
    }
    if (election.stands() && elections.health().standsBack()) {
      gates.add(ElectionStatus.Gate.RENEWALS);
    }
    return gates;
  }
}
