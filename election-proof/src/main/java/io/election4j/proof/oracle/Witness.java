package io.election4j.proof.oracle;

import io.election4j.internal.engine.Action;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Moment;
import io.election4j.internal.engine.Signal;
import io.election4j.internal.engine.Step;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one incarnation of a process was seen to do. */
final class Witness {

  /** An action, and when it was decided upon on its process's clocks. */
  record Sent(Action action, Moment at, int losses) {}

  private final ModelStore store;
  private final Tenures tenures;
  private final Conduct conduct;
  private final Readings readings;
  private final Gates gates;
  private final Map<Long, Sent> sent = new HashMap<>();
  private boolean closed;

  Witness(Subject process, ModelStore store) {
    this.store = store;
    tenures = new Tenures(process);
    readings = new Readings(process, tenures);
    gates = new Gates(process);
    conduct = new Conduct(process, tenures, store);
  }

  Tenures tenures() {
    return tenures;
  }

  boolean closed() {
    return closed;
  }

  boolean joined(String election) {
    return readings.joined(election);
  }

  /** Returns whether somebody may lead now who did not before, or for longer. */
  boolean took(Input input, Moment now, Step step) {
    Sent answered = input instanceof Input.Reply reply ? sent.remove(reply.number()) : null;
    tenures.input(now);
    tenures.answered(input, answered);
    conduct.input(input, answered, now);
    readings.input(input, answered, now);
    gates.input(input, input instanceof Input.Admit admit && joined(admit.election()));
    boolean more = false;
    for (Signal signal : step.signals()) {
      more |= signal instanceof Signal.Elected || signal instanceof Signal.Trusted;
      signal(signal, input, answered, now);
    }
    for (Action action : step.actions()) {
      sent.put(action.number(), new Sent(action, now, store.losses()));
      tenures.action(action, now);
      conduct.action(action, now);
      if (action instanceof Action.Claim claim) {
        claim.seen().forEach(record -> gates.stands(record.election()));
      }
      readings.action(action, now);
    }
    after(step, now);
    return more;
  }

  private void signal(Signal signal, Input input, @Nullable Sent answered, Moment now) {
    tenures.signal(signal, input, answered, now);
    if (signal instanceof Signal.Elected won) {
      conduct.elected(won.election(), won.lease());
      readings.elected(won, now);
      gates.stands(won.election());
    } else if (signal instanceof Signal.Revoked revoked) {
      conduct.revoked(revoked.election());
    } else if (signal instanceof Signal.Left left) {
      readings.left(left.election());
      gates.left(left.election());
    } else if (signal instanceof Signal.Closed) {
      closed = true;
    }
  }

  private void after(Step step, Moment now) {
    readings.after();
    if (closed) {
      tenures.closed();
    } else {
      tenures.after(step, now);
      conduct.stillOpen(now);
    }
  }
}
