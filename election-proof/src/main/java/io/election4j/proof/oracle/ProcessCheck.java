package io.election4j.proof.oracle;

import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one incarnation of a process was seen to do. */
final class ProcessCheck {

  /** An action, and when it was decided upon on its process's clocks. */
  record Sent(StoreRequest action, ClockReading at, int losses) {}

  private final ModelStore store;
  private final LedTerms ledTerms;
  private final ProtocolCheck protocol;
  private final Readings readings;
  private final Gates gates;
  private final Map<Long, Sent> sent = new HashMap<>();
  private boolean closed;

  ProcessCheck(Subject process, ModelStore store) {
    this.store = store;
    ledTerms = new LedTerms(process);
    readings = new Readings(process, ledTerms);
    gates = new Gates(process);
    protocol = new ProtocolCheck(process, ledTerms, store);
  }

  LedTerms ledTerms() {
    return ledTerms;
  }

  boolean closed() {
    return closed;
  }

  boolean joined(String election) {
    return readings.joined(election);
  }

  /** Returns whether somebody may lead now who did not before, or for longer. */
  boolean took(Input input, ClockReading now, Step step) {
    Sent answered = input instanceof Input.Reply reply ? sent.remove(reply.number()) : null;
    ledTerms.input(now);
    ledTerms.answered(input, answered);
    protocol.input(input, answered, now);
    readings.input(input, answered, now);
    gates.input(input, input instanceof Input.Admit admit && joined(admit.election()));
    boolean more = false;
    for (EngineEvent signal : step.events()) {
      more |= signal instanceof EngineEvent.Elected || signal instanceof EngineEvent.Trusted;
      signal(signal, input, answered, now);
    }
    for (StoreRequest action : step.actions()) {
      sent.put(action.number(), new Sent(action, now, store.losses()));
      ledTerms.action(action, now);
      protocol.action(action, now);
      if (action instanceof StoreRequest.Claim claim) {
        claim.seen().forEach(record -> gates.stands(record.election()));
      }
      readings.action(action, now);
    }
    after(step, now);
    return more;
  }

  private void signal(EngineEvent signal, Input input, @Nullable Sent answered, ClockReading now) {
    ledTerms.signal(signal, input, answered, now);
    if (signal instanceof EngineEvent.Elected won) {
      protocol.elected(won.election(), won.lease());
      readings.elected(won, now);
      gates.stands(won.election());
    } else if (signal instanceof EngineEvent.Revoked revoked) {
      protocol.revoked(revoked.election());
    } else if (signal instanceof EngineEvent.Left left) {
      readings.left(left.election());
      gates.left(left.election());
    } else if (signal instanceof EngineEvent.Closed) {
      closed = true;
    }
  }

  private void after(Step step, ClockReading now) {
    readings.after();
    if (closed) {
      ledTerms.closed();
    } else {
      ledTerms.after(step, now);
      protocol.stillOpen(now);
    }
  }
}
