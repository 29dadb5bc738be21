package io.election4j.proof.oracle;

import io.election4j.ElectionEvent.Reason;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.ElectionRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks every step against the invariants I1 to I13, from what it sees: inputs, signals and
 * actions of every process, their clocks, and the store. Shares no code with the engine. Not
 * thread-safe.
 *
 * <p>Whoever led by a term that the store has forgotten since may overlap with others until it
 * knows: that is not promised. Everything else is.
 */
public final class Oracle {

  /** Far more than the time that passes in a run can be the reason for. */
  private static final long MOST_STEPS = 1_000_000;

  private final ModelStore store;
  private final Map<Subject, ProcessCheck> living = new LinkedHashMap<>();
  private final Terms terms;
  private long steps;
  private long elected;
  private long lost;
  private long fences;
  private long ghosts;

  /** Creates an oracle that has seen nothing. */
  public Oracle(ModelStore store) {
    this.store = store;
    this.terms = new Terms(store);
  }

  static void check(boolean holds, String invariant, Supplier<String> otherwise) {
    if (!holds) {
      throw new Violation(invariant, otherwise.get());
    }
  }

  /** A process is gone, and whatever it led with it. */
  public void crashed(Subject process) {
    living.remove(process);
  }

  /**
   * A process took a step.
   *
   * @param input what the engine was given
   * @param now what the process's clocks showed then
   * @throws Violation if an invariant does not hold any more
   */
  public void took(Subject process, Input input, ClockReading now, Step step) {
    check(++steps < MOST_STEPS, "I12", () -> "too many steps for the time that passed");
    ProcessCheck seen = living.get(process);
    if (seen == null) {
      seen = new ProcessCheck(process, store);
      living.put(process, seen);
    }
    boolean more = seen.took(input, now, step);
    for (EngineEvent signal : step.events()) {
      if (signal instanceof EngineEvent.Elected won) {
        terms.elected(process, won);
      }
      count(signal);
    }
    step.actions().forEach(this::count);
    if (more) {
      exclusive(process, seen, now);
    }
    named(process, seen, now);
    if (seen.closed()) {
      living.remove(process);
    }
  }

  /**
   * The user's code in a process asks all its leaderships whether they are valid: whoever has been
   * told once that a term is over is never told anything else.
   *
   * @return the terms, by election, that somebody is told of for the first time that they are over
   * @throws Violation if two processes are told that they lead one election
   */
  public Map<String, Long> looks(Subject process) {
    ProcessCheck seen = living.get(process);
    if (seen == null) {
      return Map.of();
    }
    ClockReading now = process.now();
    Map<String, Long> over = seen.ledTerms().look(now);
    exclusive(process, seen, now);
    return over;
  }

  // I1. Two intervals that overlap do so when the later one begins or either goes on.
  private void exclusive(Subject process, ProcessCheck seen, ClockReading now) {
    for (LedTerm led : seen.ledTerms().all()) {
      if (led.valid(now) && !hollow(led)) {
        living.forEach(
            (other, rest) -> {
              if (other != process) {
                exclusive(process, led, other, rest.ledTerms().of(led.election));
              }
            });
      }
    }
  }

  private void exclusive(
      Subject process, LedTerm one, Subject other, @org.jspecify.annotations.Nullable LedTerm two) {
    boolean both =
        two != null && two.valid(other.now()) && !hollow(two) && !LedTerm.unknowing(one, two);
    check(!both, "I1", () -> process + " leads " + one + " while " + other + " leads " + two);
  }

  // I2: the term of a leader is the record's, or guarded writes of its term would be refused.
  private void named(Subject process, ProcessCheck seen, ClockReading now) {
    for (LedTerm led : seen.ledTerms().all()) {
      ElectionRecord record = store.record(led.election);
      boolean named = record != null && record.term() == led.term && record.heldBy(led.lease());
      check(
          named || !led.valid(now) || hollow(led),
          "I2",
          () -> process + " leads " + led + " while the record is " + record);
    }
  }

  /** Returns whether what this term rests on was acknowledged by the store and forgotten. */
  private boolean hollow(LedTerm led) {
    return store.losses() > 0
        && (store.undone(led.election, led.term, led.lease())
            || store.setBack(led.lease(), led.trust.losses));
  }

  // I12

  /**
   * Everything has had the time to heal: checks I12.
   *
   * @param stood each election, and whether a living process stands for it
   * @throws Violation if an election has no leader that it should have, or one that it should not
   */
  public void healed(Map<String, Boolean> stood) {
    stood.forEach(
        (election, candidates) -> {
          List<Subject> leaders = living.keySet().stream().filter(p -> leads(p, election)).toList();
          int expected = candidates ? 1 : 0;
          check(leaders.size() == expected, "I12", () -> election + " is led by " + leaders);
          ElectionRecord record = store.record(election);
          if (record != null) {
            held(record);
          }
        });
  }

  // I13

  /**
   * One process could not renew its lease for so long that others must lead: checks I13.
   *
   * @param sick that process
   * @param healthy each election, and whether another living process stands for it
   * @return the terms led by others, by election
   * @throws Violation if an election has no leader that it should have, or a sick one
   */
  public Map<String, Long> beside(Subject sick, Map<String, Boolean> healthy) {
    Map<String, Long> terms = new LinkedHashMap<>();
    healthy.forEach(
        (election, candidates) -> {
          List<Subject> leaders = living.keySet().stream().filter(p -> leads(p, election)).toList();
          boolean well = leaders.size() == 1 && leaders.get(0) != sick;
          check(
              well || !candidates,
              "I13",
              () ->
                  election + " is led by " + leaders + " beside " + sick + ", which cannot renew");
          ElectionRecord record = store.record(election);
          if (well && record != null) {
            terms.put(election, record.term());
          }
        });
    return terms;
  }

  /** A record names no lease that is renewed by a process that does not lead. */
  private void held(ElectionRecord record) {
    living.forEach(
        (process, seen) -> {
          boolean holds = seen.ledTerms().trusts(record.holder(), process.now());
          LedTerm led = seen.ledTerms().of(record.election());
          boolean leads = led != null && led.valid(process.now()) && led.term == record.term();
          check(!holds || leads, "I12", () -> process + " holds " + record + " and does not lead");
        });
  }

  private boolean leads(Subject process, String election) {
    ProcessCheck seen = living.get(process);
    LedTerm led = seen == null ? null : seen.ledTerms().of(election);
    return led != null && led.valid(process.now());
  }

  // == Figures ==

  private void count(EngineEvent signal) {
    if (signal instanceof EngineEvent.Elected) {
      elected++;
    } else if (signal instanceof EngineEvent.Revoked revoked
        && revoked.reason() != Reason.LEFT
        && revoked.reason() != Reason.CLOSED) {
      lost++;
    }
  }

  private void count(StoreRequest action) {
    if (action instanceof StoreRequest.Fence) {
      fences++;
    } else if (action instanceof StoreRequest.Claim claim) {
      for (ElectionRecord record : claim.seen()) {
        ghosts += record.heldBy(claim.lease().id()) ? 1 : 0;
      }
    }
  }

  /** Returns what was seen so far. */
  public Tally tally() {
    return new Tally(steps, elected, lost, fences, ghosts);
  }
}
