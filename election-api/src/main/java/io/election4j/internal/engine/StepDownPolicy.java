package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a leader steps down: of its own will, because it was asked to, or must. */
final class StepDownPolicy {

  private final String name;
  private final Eligibility eligibility;
  private final StepBuilder step;

  StepDownPolicy(String name, Eligibility eligibility, StepBuilder step) {
    this.name = name;
    this.eligibility = eligibility;
    this.step = step;
  }

  /** Looks at an election that may be led, of which anything may have changed. */
  void consider(ElectionState state) {
    ElectionState.LedTerm led = state.leading();
    if (led == null) {
      return;
    }
    Reason why = eligibility.whyNot(state);
    if (why != null) {
      state.leave(why, step::say);
    } else if (state.record != null && led.namedBy(state.record)) {
      obey(state, state.record);
    }
  }

  private void obey(ElectionState state, ElectionRecord record) {
    Request request = record.request();
    if (request == null) {
      return;
    }
    switch (request.kind()) {
      case RESIGN -> leave(state, Reason.REQUESTED, eligibility.resigned(), null);
      case TRANSFER -> {
        if (!request.successor().equals(name)) {
          leave(state, Reason.REQUESTED, Duration.ZERO, request);
        }
      }
      case DRAIN -> {
        eligibility.drain(true);
        leave(state, Reason.REQUESTED, Duration.ZERO, null);
      }
    }
  }

  /** Steps down because somebody here wants it. */
  void stepDown(ElectionState state, Duration coolDown, @Nullable String successor) {
    Request reserved = successor == null ? null : Request.transfer(successor, name);
    leave(state, Reason.STEPPED_DOWN, coolDown, reserved);
  }

  /** Steps down, once, in favour of this candidate. */
  void yield(ElectionState state, Lease preferred) {
    if (!preferred.id().equals(state.yieldedTo) && state.leading() != null) {
      state.yieldedTo = preferred.id();
      Request reserved = Request.transfer(preferred.candidate().name(), name);
      leave(state, Reason.YIELDED, Duration.ZERO, reserved);
    }
  }

  private void leave(
      ElectionState state, Reason why, Duration coolDown, @Nullable Request reserved) {
    if (state.leading() != null) {
      state.handover = reserved;
      state.leave(why, step::say);
      eligibility.coolDown(state, coolDown);
    }
  }
}
