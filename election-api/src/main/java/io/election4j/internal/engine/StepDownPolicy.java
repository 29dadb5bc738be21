package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a leader leaves its office in peace: of its own will, because it was asked to, or must. */
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
  void consider(Entry entry) {
    if (!(entry.office instanceof Office.Leading leading)) {
      return;
    }
    Reason why = eligibility.whyNot(entry);
    if (why != null) {
      entry.office = leading.leave(why, step::say);
    } else if (entry.record != null && leading.tenure().namedBy(entry.record)) {
      obey(entry, entry.record);
    }
  }

  private void obey(Entry entry, ElectionRecord record) {
    Request request = record.request();
    if (request == null) {
      return;
    }
    switch (request.kind()) {
      case RESIGN -> leave(entry, Reason.REQUESTED, eligibility.resigned(), null);
      case TRANSFER -> {
        if (!request.successor().equals(name)) {
          leave(entry, Reason.REQUESTED, Duration.ZERO, request);
        }
      }
      case DRAIN -> {
        eligibility.drain(true);
        leave(entry, Reason.REQUESTED, Duration.ZERO, null);
      }
    }
  }

  /** Steps down because somebody here wants it. */
  void stepDown(Entry entry, Duration coolDown, @Nullable String successor) {
    Request reserved = successor == null ? null : Request.transfer(successor, name);
    leave(entry, Reason.STEPPED_DOWN, coolDown, reserved);
  }

  /** Steps down, once, in favour of this candidate. */
  void yield(Entry entry, Lease preferred) {
    if (!preferred.id().equals(entry.yieldedTo) && entry.office instanceof Office.Leading) {
      entry.yieldedTo = preferred.id();
      Request reserved = Request.transfer(preferred.candidate().name(), name);
      leave(entry, Reason.YIELDED, Duration.ZERO, reserved);
    }
  }

  private void leave(Entry entry, Reason why, Duration coolDown, @Nullable Request reserved) {
    if (entry.office instanceof Office.Leading leading) {
      entry.handover = reserved;
      entry.office = leading.leave(why, step::say);
      eligibility.coolDown(entry, coolDown);
    }
  }
}
