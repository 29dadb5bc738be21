package io.election4j.testkit.oracle;

import static io.election4j.testkit.oracle.Oracle.check;

import io.election4j.engine.Action;
import io.election4j.engine.Deadline;
import io.election4j.engine.Input;
import io.election4j.engine.Moment;
import io.election4j.engine.Signal;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.oracle.Oracle.Sent;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When one incarnation of a process may act as leader: invariants I3, I4, I5 and I8. */
final class Tenures {

  private static final class Tenure {
    final long term;
    final LeaseId lease;
    boolean ceased;
    boolean lapsed;

    Tenure(long term, LeaseId lease) {
      this.term = term;
      this.lease = lease;
    }

    boolean over() {
      return ceased || lapsed;
    }
  }

  private static final LeaseId NOBODY = new LeaseId(new UUID(0, 0));

  private final Subject process;
  private final Map<String, Tenure> tenures = new HashMap<>();
  private final Map<LeaseId, Moment> firstOpened = new HashMap<>();
  private final Map<String, Long> newestClaims = new HashMap<>();
  private LeaseId trusted = NOBODY;
  private Deadline until = new Deadline(0, 0);

  Tenures(Subject process) {
    this.process = process;
  }

  /** Returns the lease that was trusted last. */
  LeaseId orNobody() {
    return trusted;
  }

  long term(String election) {
    Tenure tenure = tenures.get(election);
    return tenure == null ? 0 : tenure.term;
  }

  boolean valid(String election, Moment now) {
    Tenure tenure = tenures.get(election);
    return tenure != null && !tenure.over() && !passed(now);
  }

  /** Returns whether some tenure under this lease is valid. */
  boolean validUnder(LeaseId lease) {
    return tenures.values().stream().anyMatch(t -> !t.over() && t.lease.equals(lease));
  }

  private boolean passed(Moment now) {
    return now.nanos() - until.nanos() >= 0 || now.wallMillis() >= until.wallMillis();
  }

  /** Whoever looks now sees what has ended, and never anything else again. */
  void input(Input input, Moment now) {
    if (!tenures.isEmpty() && passed(now)) {
      tenures.values().forEach(tenure -> tenure.lapsed = true);
    }
  }

  void action(Action action, Moment now) {
    if (action instanceof Action.Open open) {
      firstOpened.putIfAbsent(open.lease().id(), now);
    } else if (action instanceof Action.Claim claim) {
      check(
          claim.lease().id().equals(trusted) && !passed(now),
          "I3",
          () -> process + " claims untrusted");
      claim.seen().forEach(record -> newestClaims.put(record.election(), claim.number()));
    }
  }

  void signal(Signal signal, Input input, @Nullable Sent answered, Moment now) {
    if (signal instanceof Signal.Trusted trust) {
      trusted(trust, input, answered);
    } else if (signal instanceof Signal.Elected elected) {
      elected(elected, input, answered, now);
    } else if (signal instanceof Signal.Ceased ceased) {
      of(ceased.election(), ceased.term()).ceased = true;
    } else if (signal instanceof Signal.Revoked revoked) {
      of(revoked.election(), revoked.term());
      tenures.remove(revoked.election());
    } else if (signal instanceof Signal.Stopping stopping) {
      of(stopping.election(), stopping.term());
    }
  }

  private Tenure of(String election, long term) {
    Tenure tenure = tenures.get(election);
    if (tenure == null || tenure.term != term) {
      throw new Violation("I8", process + " ends term " + term + " of " + election + " unled");
    }
    return tenure;
  }

  // I5: counted from before the first attempt. I4: what has ended is not taken up again.
  private void trusted(Signal.Trusted trust, Input input, @Nullable Sent answered) {
    boolean yes =
        input instanceof Input.Answered reply && reply.applied() && reply.failure() == null;
    Moment from = answered == null || !yes ? null : from(answered, trust.lease());
    if (from == null) {
      throw new Violation("I5", process + " trusts " + trust + " after " + input);
    }
    long span = process.timing().lease().toMillis() * 8 / 10;
    boolean inTime =
        trust.until().nanos() - from.nanos() <= span * 1_000_000
            && trust.until().wallMillis() - from.wallMillis() <= span;
    check(inTime, "I5", () -> process + " trusts " + trust + " counted from later than " + from);
    boolean revived = tenures.values().stream().anyMatch(t -> t.lapsed && t.lease.equals(trusted));
    check(
        !revived || !trust.lease().equals(trusted),
        "I4",
        () -> process + " trusts again: " + trust);
    trusted = trust.lease();
    until = trust.until();
  }

  private @Nullable Moment from(Sent sent, LeaseId lease) {
    if (sent.action() instanceof Action.Open open && open.lease().id().equals(lease)) {
      return firstOpened.get(lease);
    }
    boolean renewed = sent.action() instanceof Action.Renew renew && renew.lease().equals(lease);
    return renewed ? sent.at() : null;
  }

  private void elected(Signal.Elected elected, Input input, @Nullable Sent answered, Moment now) {
    String election = elected.election();
    check(!tenures.containsKey(election), "I8", () -> process + " leads " + election + " twice");
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
            && answered.action() instanceof Action.Claim claim
            && claim.lease().id().equals(elected.lease())
            && newestClaims.getOrDefault(election, 0L) == claim.number();
    check(won && newest, "I3", () -> process + " leads without the answer to its claim: " + input);
    boolean held = elected.lease().equals(trusted) && !passed(now);
    check(held, "I3", () -> process + " leads under a lease that it does not trust");
    tenures.put(election, new Tenure(elected.term(), elected.lease()));
  }

  /** The process ended in peace. */
  void closed() {
    check(
        tenures.isEmpty(),
        "I8",
        () -> process + " closed without being revoked: " + tenures.keySet());
  }
}
