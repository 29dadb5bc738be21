package io.election4j.testkit.oracle;

import io.election4j.engine.Action;
import io.election4j.engine.Input;
import io.election4j.engine.Moment;
import io.election4j.engine.Signal;
import io.election4j.engine.Step;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks every step against the invariants I1 to I12, from what it sees: inputs, signals and
 * actions of every process, their clocks, and the store. Shares no code with the engine. Not
 * thread-safe.
 */
public final class Oracle {

  /** Far more than the time that passes in a run can be the reason for. */
  private static final long MOST_STEPS = 300_000;

  /** An action of one process, and when it was handed over on that process's clocks. */
  record Sent(Action action, Moment at) {}

  /** What one incarnation of a process was seen to do. */
  private record Witnesses(Tenures tenures, Conduct conduct, Map<Long, Sent> sent) {}

  private final ModelStore store;
  private final Map<Subject, Witnesses> living = new LinkedHashMap<>();
  private final Map<String, Long> highestTerms = new HashMap<>();
  private long steps;
  private long elected;
  private long lost;
  private long fences;
  private long ghosts;

  /** Creates an oracle that has seen nothing. */
  public Oracle(ModelStore store) {
    this.store = store;
  }

  /** A process is gone, and whatever it led with it. */
  public void crashed(Subject process) {
    living.remove(process);
  }

  /**
   * A process took a step.
   *
   * @throws Violation if an invariant does not hold any more
   */
  public void took(Subject process, Input input, Moment now, Step step) {
    check(++steps < MOST_STEPS, "I12", () -> "too many steps for the time that passed");
    Witnesses seen =
        living.computeIfAbsent(
            process,
            p -> {
              Tenures tenures = new Tenures(p);
              return new Witnesses(tenures, new Conduct(p, tenures, store), new HashMap<>());
            });
    Sent answered = input instanceof Input.Reply reply ? seen.sent.remove(reply.number()) : null;
    seen.tenures.input(input, now);
    seen.conduct.input(input, answered, now);
    for (Signal signal : step.signals()) {
      seen.tenures.signal(signal, input, answered, now);
      if (signal instanceof Signal.Elected won) {
        elected(process, won);
        seen.conduct.elected(won.election(), won.lease());
      }
      count(signal);
    }
    for (Action action : step.actions()) {
      seen.sent.put(action.number(), new Sent(action, now));
      seen.tenures.action(action, now);
      seen.conduct.action(action, now);
      count(action);
    }
    if (step.signals().contains(new Signal.Closed())) {
      seen.tenures.closed();
      living.remove(process);
    } else {
      seen.conduct.stillOpen(now);
    }
  }

  // I1 and I2. Two intervals that overlap do so when the later one begins.
  private void elected(Subject process, Signal.Elected won) {
    String election = won.election();
    living.forEach(
        (other, seen) -> {
          boolean both = other != process && seen.tenures.valid(election, other.now());
          check(!both, "I1", () -> process + " leads " + election + " while " + other + " does");
        });
    long highest = highestTerms.getOrDefault(election, 0L);
    check(
        won.term() > highest,
        "I2",
        () -> process + " leads term " + won.term() + " after " + highest);
    highestTerms.put(election, won.term());
  }

  /** Invariants not to check, to see what follows from a violation. */
  private static final List<String> IGNORED =
      List.of(System.getProperty("simulation.ignore", "").split(","));

  static void check(boolean holds, String invariant, Supplier<String> otherwise) {
    if (!holds && !IGNORED.contains(invariant)) {
      throw new Violation(invariant, otherwise.get());
    }
  }

  /**
   * Everything has had the time to heal: checks I12.
   *
   * @param stood each election, and whether a living process stands for it
   * @throws Violation if an election has no leader that it should have, or one that it should not
   */
  public void healed(Map<String, Boolean> stood) {
    stood.forEach(
        (election, candidates) -> {
          List<Subject> leaders =
              living.keySet().stream().filter(p -> leads(p, election, null)).toList();
          int expected = candidates ? 1 : 0;
          check(leaders.size() == expected, "I12", () -> election + " is led by " + leaders);
          ElectionRecord record = store.record(election);
          if (record != null) {
            held(record);
          }
        });
  }

  /** A record names no lease that is renewed by a process that does not lead. */
  private void held(ElectionRecord record) {
    living.forEach(
        (process, seen) -> {
          LeaseId own = seen.tenures.orNobody();
          boolean holds = record.heldBy(own) && !store.ended(own);
          check(
              !holds || leads(process, record.election(), record.term()),
              "I12",
              () -> process + " holds " + record + " and does not lead");
        });
  }

  private boolean leads(Subject process, String election, @Nullable Long term) {
    Witnesses seen = living.get(process);
    return seen != null
        && seen.tenures.valid(election, process.now())
        && (term == null || seen.tenures.term(election) == term);
  }

  // == Figures ==

  private void count(Signal signal) {
    if (signal instanceof Signal.Elected) {
      elected++;
    } else if (signal instanceof Signal.Revoked revoked) {
      lost += List.of("LEFT", "CLOSED").contains(revoked.reason().name()) ? 0 : 1;
    }
  }

  private void count(Action action) {
    if (action instanceof Action.Fence) {
      fences++;
    } else if (action instanceof Action.Claim claim) {
      ghosts += claim.seen().stream().filter(r -> r.heldBy(claim.lease().id())).count();
    }
  }

  /** Returns what was seen so far. */
  public Tally tally() {
    return new Tally(steps, elected, lost, fences, ghosts);
  }
}
