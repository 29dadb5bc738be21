package io.election4j.proof.oracle;

import static io.election4j.proof.oracle.Oracle.check;

import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Deadline;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.LedTerm.Trust;
import io.election4j.proof.oracle.ProcessCheck.Sent;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When one incarnation of a process may act as leader: invariants I3, I4, I5 and I8. */
final class LedTerms {

  private static final LeaseId NOBODY = new LeaseId(new UUID(0, 0));

  private final Subject process;
  private final Map<String, LedTerm> ledTerms = new HashMap<>();
  private final Map<LeaseId, ClockReading> firstOpened = new HashMap<>();
  private final Map<String, Long> newestClaims = new HashMap<>();
  private Trust trust = new Trust(NOBODY, new Deadline(0, 0), 0);
  private @Nullable ClockReading renewed;

  /** The lease that a renewal was acknowledged of last. */
  private @Nullable LeaseId proven;

  LedTerms(Subject process) {
    this.process = process;
  }

  /** Returns whether a lease is trusted now. */
  boolean trusts(@Nullable LeaseId lease, ClockReading now) {
    return trust.lease.equals(lease) && !trust.passed(now);
  }

  Collection<LedTerm> all() {
    return ledTerms.values();
  }

  @Nullable LedTerm of(String election) {
    return ledTerms.get(election);
  }

  boolean valid(String election, ClockReading now) {
    LedTerm led = ledTerms.get(election);
    return led != null && led.valid(now);
  }

  /** Returns whether a term led under this lease is valid. */
  boolean validUnder(LeaseId lease, ClockReading now) {
    return ledTerms.values().stream().anyMatch(t -> t.lease().equals(lease) && t.valid(now));
  }

  /** The engine is asked to do something, and has to see what has ended, or is to be given up. */
  void input(ClockReading now) {
    look(now);
    long graceMillis = process.timing().grace().toMillis();
    ClockReading giveUp =
        new ClockReading(now.nanos() + graceMillis * 1_000_000, now.wallMillis() + graceMillis);
    for (LedTerm led : ledTerms.values()) {
      led.noticed |= led.trust.passed(giveUp);
    }
  }

  void answered(Input input, @Nullable Sent sent) {
    if (sent != null
        && sent.action() instanceof StoreRequest.Renew renew
        && renew.lease().equals(trust.lease)
        && input instanceof Input.Answered reply
        && reply.failure() == null
        && reply.applied()) {
      proven = renew.lease();
    }
  }

  /** Whoever looks now sees what has ended, and never anything else again. */
  Map<String, Long> look(ClockReading now) {
    Map<String, Long> over = Map.of();
    for (LedTerm led : ledTerms.values()) {
      if (!led.over() && led.trust.passed(now)) {
        led.lapsed = true;
        over = over.isEmpty() ? new TreeMap<>() : over;
        over.put(led.election, led.term);
      }
    }
    return over;
  }

  void action(StoreRequest action, ClockReading now) {
    if (action instanceof StoreRequest.Open open) {
      firstOpened.putIfAbsent(open.lease().id(), now);
    } else if (action instanceof StoreRequest.Renew renew && renew.lease().equals(trust.lease)) {
      renewed = now;
    } else if (action instanceof StoreRequest.Claim claim) {
      check(
          claim.lease().id().equals(trust.lease) && !trust.passed(now),
          "I3",
          () -> process + " claims untrusted");
      check(
          claim.lease().id().equals(proven),
          "I13",
          () -> process + " claims under a lease that it has not renewed");
      claim.seen().forEach(record -> newestClaims.put(record.election(), claim.number()));
    }
  }

  void signal(EngineEvent signal, Input input, @Nullable Sent answered, ClockReading now) {
    if (signal instanceof EngineEvent.Trusted told) {
      trusted(told, input, answered);
    } else if (signal instanceof EngineEvent.Elected elected) {
      elected(elected, input, answered, now);
    } else if (signal instanceof EngineEvent.Ceased ceased) {
      ended(ceased.election(), ceased.term()).ceased = true;
    } else if (signal instanceof EngineEvent.Revoked revoked) {
      ended(revoked.election(), revoked.term());
      ledTerms.remove(revoked.election());
    } else if (signal instanceof EngineEvent.Stopping stopping) {
      ended(stopping.election(), stopping.term()).stopping = now;
    }
  }

  private LedTerm ended(String election, long term) {
    LedTerm led = ledTerms.get(election);
    if (led == null || led.term != term) {
      throw new Violation("I8", process + " ends term " + term + " of " + election + " unled");
    }
    return led;
  }

  // I5: counted from before the first attempt. I4: what has ended is not taken up again.
  private void trusted(EngineEvent.Trusted told, Input input, @Nullable Sent answered) {
    boolean yes =
        input instanceof Input.Answered reply && reply.applied() && reply.failure() == null;
    ClockReading from = answered == null || !yes ? null : from(answered, told.lease());
    if (answered == null || from == null) {
      throw new Violation("I5", process + " trusts " + told + " after " + input);
    }
    long span = process.timing().lease().toMillis() * 8 / 10;
    boolean inTime =
        told.until().nanos() - from.nanos() <= span * 1_000_000
            && told.until().wallMillis() - from.wallMillis() <= span;
    check(inTime, "I5", () -> process + " trusts " + told + " counted from later than " + from);
    boolean same = told.lease().equals(trust.lease);
    boolean revived =
        same && ledTerms.values().stream().anyMatch(t -> t.noticed && t.trust == trust);
    check(!revived, "I4", () -> process + " trusts again: " + told);
    if (same) {
      trust.until = told.until();
      trust.losses = answered.losses();
    } else {
      trust = new Trust(told.lease(), told.until(), answered.losses());
      renewed = from;
    }
  }

  private @Nullable ClockReading from(Sent sent, LeaseId lease) {
    if (sent.action() instanceof StoreRequest.Open open && open.lease().id().equals(lease)) {
      return firstOpened.get(lease);
    }
    boolean renewed =
        sent.action() instanceof StoreRequest.Renew renew && renew.lease().equals(lease);
    return renewed ? sent.at() : null;
  }

  private void elected(
      EngineEvent.Elected elected, Input input, @Nullable Sent answered, ClockReading now) {
    String election = elected.election();
    check(!ledTerms.containsKey(election), "I8", () -> process + " leads " + election + " twice");
    boolean won =
        input instanceof Input.Written reply
            && reply.applied().stream()
                .anyMatch(
                    record ->
                        record.election().equals(election)
                            && record.term() == elected.term()
                            && record.heldBy(elected.lease()));
    boolean newest =
        answered != null
            && answered.action() instanceof StoreRequest.Claim claim
            && claim.lease().id().equals(elected.lease())
            && newestClaims.getOrDefault(election, 0L) == claim.number();
    check(won && newest, "I3", () -> process + " leads without the answer to its claim: " + input);
    boolean held = elected.lease().equals(trust.lease) && !trust.passed(now);
    check(held, "I3", () -> process + " leads under a lease that it does not trust");
    ledTerms.put(election, new LedTerm(election, elected.term(), trust));
  }

  /**
   * The step is over: whoever leads renews in time, whatever its work does (I9), and has been told
   * to stop when it could not (I10); and it is woken for both.
   */
  void after(Step step, ClockReading now) {
    long graceMillis = process.timing().grace().toMillis();
    for (LedTerm led : ledTerms.values()) {
      long stop = led.trust.until.nanos() - graceMillis * 1_000_000;
      boolean late = now.nanos() - stop >= 0 || lateOnWallClock(led, step, now);
      check(!late, "I10", () -> process + " is not revoked in time: " + led);
      check(step.wakeNanos() - stop <= 0, "I10", () -> process + " sleeps too long: " + led);
      renews(led, step, now);
      drains(led, step, now);
    }
  }

  /** Work that does not stop does not keep a leader leading for ever. */
  private void drains(LedTerm led, Step step, ClockReading now) {
    ClockReading since = led.stopping;
    if (since != null && !led.ceased) {
      long due = since.nanos() + process.drain().toNanos();
      boolean inTime = now.nanos() - due < 0 && step.wakeNanos() - due <= 0;
      check(inTime, "I8", () -> process + " does not end in time: " + led);
    }
  }

  /**
   * An answer that comes after the wall clock was set can be too late already; the next step tells.
   */
  private boolean lateOnWallClock(LedTerm led, Step step, ClockReading now) {
    long stop = led.trust.until.wallMillis() - process.timing().grace().toMillis();
    return now.wallMillis() >= stop
        && step.events().stream().noneMatch(EngineEvent.Trusted.class::isInstance);
  }

  // I9
  private void renews(LedTerm led, Step step, ClockReading now) {
    ClockReading last = renewed;
    if (last != null && led.trust == trust) {
      long due = last.nanos() + process.timing().heartbeat().toNanos();
      boolean inTime = now.nanos() - due < 0 && step.wakeNanos() - due <= 0;
      check(inTime, "I9", () -> process + " does not renew in time: " + led);
    }
  }

  /** The process ended in peace. */
  void closed() {
    check(
        ledTerms.isEmpty(),
        "I8",
        () -> process + " closed without being revoked: " + ledTerms.keySet());
  }
}
