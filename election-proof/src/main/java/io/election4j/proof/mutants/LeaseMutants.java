package io.election4j.proof.mutants;

import java.util.List;

/** How long a process trusts its own lease. */
final class LeaseMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "deadline-from-ack",
              "A lease is trusted from the acknowledgement on, not from before the renewal was"
                  + " sent: client-go, etcd's Go client, jetcd, KCL.",
              own(
                  """
                  state = new State.Held(held.id, sent.at, held.renewNanos, false);
                  step.say(new EngineEvent.Trusted(held.id, Deadline.after(sent.at, timing.trust())));
                  """,
                  """
                  state = new State.Held(held.id, now, held.renewNanos, false);
                  step.say(new EngineEvent.Trusted(held.id, Deadline.after(now, timing.trust())));
                  """)),
          Mutant.of(
              "open-from-last-attempt",
              "A lease that took several attempts to open is trusted from the last one on.",
              own(
                  "new State.Opening(opening.id, opening.first, attempt, opening.retryNanos)",
                  "new State.Opening(opening.id, now, attempt, opening.retryNanos)")),
          Mutant.of(
              "deadline-is-ttl",
              "A leader trusts itself for as long as rivals wait: no margin for clock rates.",
              new Edit(
                  "io/election4j/Timing.java", "lease.toMillis() * 4 / 5", "lease.toMillis()")),
          Mutant.of(
              "single-clock-suspend",
              "Only the monotonic clock counts, which stands still while a machine is suspended.",
              Edit.engine(
                  "Deadline",
                  "now.reached(nanos) || passedOnWallClock(now)",
                  "now.reached(nanos)")),
          Mutant.of(
              "latch-missing",
              "A renewal answered after the deadline is taken before the deadline is looked at.",
              Edit.engine(
                  "Engine",
                  """
                  react(own.expire(now, dueNanos), step);
                  take(input, step);
                  """,
                  """
                  take(input, step);
                  react(own.expire(now, dueNanos), step);
                  """)),
          Mutant.of(
              "never-gives-up",
              "The deadline is not looked at: a leader ends only when told, as in Spring"
                  + " Integration INT-4246 and Vault on DynamoDB.",
              own("if (!stop.passed(now)) {", "if (now != null) {"),
              own("step.wakeAt(held.renewed.plus(timing.trust().minus(timing.grace())));", "")),
          Mutant.of(
              "revived-by-late-ack",
              "A renewal answered after the lease was given up takes it up again: Kubernetes"
                  + " #44887.",
              own(
                  "if (sent == null || !(state instanceof State.Held held)",
                  """
                  if (sent != null
                      && !(state instanceof State.Held)
                      && reply.failure() == null
                      && reply.applied()) {
                    state = new State.Held(sent.lease, sent.at, now.nanos(), false);
                    step.say(
                        new EngineEvent.Trusted(sent.lease, Deadline.after(sent.at, timing.trust())));
                    return new Turn.Opened(Duration.ZERO);
                  }
                  if (sent == null || !(state instanceof State.Held held)
                  """)),
          Mutant.of(
              "same-lease-again",
              "A process opens its next lease under the id of the last one: an owner named after"
                  + " its host, as in ShedLock.",
              own("this.ids = ids;", "LeaseId only = ids.get(); this.ids = () -> only;")),
          Mutant.of(
              "ended-while-working",
              "A lease given up is ended at once, though work under it has not stopped.",
              Edit.engine(
                  "AbandonedLeases",
                  "if (working == null && step.now().reached(former.nextNanos)) {",
                  "if (step.now().reached(former.nextNanos)) {")),
          Mutant.of(
              "claims-unproven",
              "Whoever could open a lease claims, whether or not it can renew.",
              own(
                  "held.id.equals(proven) && !held.atRisk ? held.id : null;",
                  "held.id != null ? held.id : null;")),
          Mutant.of(
              "no-standing-back",
              "Whoever could not go on leading wins the next election, again and again.",
              own("wanted && !setbacks.standsBack(step)", "wanted")));

  private LeaseMutants() {}

  private static Edit own(String before, String after) {
    return Edit.engine("OwnLease", before, after);
  }
}
