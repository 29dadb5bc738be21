package io.election4j.proof.oracle;

import static io.election4j.proof.oracle.Oracle.check;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.ProcessCheck.Sent;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one incarnation of a process has read of the store, and must not forget: invariant I11. */
final class Readings {

  private final Subject process;
  private final LedTerms ledTerms;
  private final Set<String> joined = new HashSet<>();
  private final Map<String, Long> highest = new HashMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private final Map<String, ClockReading> wentBack = new HashMap<>();

  /** The newest action when something newer than any read under way was learned of an election. */
  private final Map<String, Long> learnedAt = new HashMap<>();

  private final List<ElectionRecord> contradictions = new ArrayList<>();
  private final List<ElectionRecord> requests = new ArrayList<>();
  private @Nullable String identity;
  private @Nullable ClockReading moved;
  private long newest;

  Readings(Subject process, LedTerms ledTerms) {
    this.process = process;
    this.ledTerms = ledTerms;
  }

  void input(Input input, @Nullable Sent answered, ClockReading now) {
    if (input instanceof Input.Join join) {
      joined.add(join.election());
    }
    if (input instanceof Input.Hint hint) {
      // It may be taken or not: what was read before it is no measure any more.
      learnedAt.put(hint.record().election(), newest);
      latest.remove(hint.record().election());
    } else if (answered != null && input instanceof Input.Written reply) {
      for (ElectionRecord record : reply.applied()) {
        if (!joined.contains(record.election())) {
          continue;
        }
        if (reply.number() > learnedAt.getOrDefault(record.election(), 0L)) {
          highest.merge(record.election(), record.term(), Math::max);
        }
        learnedAt.put(record.election(), newest);
        latest.put(record.election(), record.term());
      }
    } else if (answered != null
        && input instanceof Input.Observed reply
        && reply.observation() != null
        && reply.failure() == null) {
      observed(answered.action(), reply.observation(), now);
    }
  }

  private void observed(StoreRequest read, Observation observation, ClockReading now) {
    if (identity != null && !identity.equals(observation.identity())) {
      moved = now;
    }
    identity = observation.identity();
    if (read instanceof StoreRequest.Observe asked) {
      absent(asked, observation.records(), now);
    }
    for (ElectionRecord record : observation.records()) {
      if (joined.contains(record.election())) {
        read(record, read, now);
      }
    }
  }

  private void read(ElectionRecord record, StoreRequest read, ClockReading now) {
    String election = record.election();
    boolean newer = read.number() > learnedAt.getOrDefault(election, 0L);
    if (newer && record.term() < latest.getOrDefault(election, 0L)) {
      wentBack.put(election, now);
    }
    if (newer) {
      latest.put(election, record.term());
      highest.merge(election, record.term(), Math::max);
    } else {
      // Something may have been learned since it was asked for, and then it counts for nothing.
      latest.remove(election);
    }
    LedTerm led = ledTerms.of(election);
    boolean named = led == null || record.term() == led.term && record.heldBy(led.lease());
    if (newer && !named) {
      contradictions.add(record);
    } else if (newer && asks(record)) {
      requests.add(record);
    }
  }

  /** Returns whether a record asks its holder to step down. */
  private static boolean asks(ElectionRecord record) {
    Request request = record.request();
    Candidate leader = record.leader();
    return request != null && leader != null && !request.successor().equals(leader.name());
  }

  private void absent(StoreRequest.Observe read, List<ElectionRecord> present, ClockReading now) {
    for (String election : read.elections()) {
      boolean absent = present.stream().noneMatch(record -> record.election().equals(election));
      boolean newer = read.number() > learnedAt.getOrDefault(election, 0L);
      Long before = absent ? latest.remove(election) : null;
      if (newer && before != null && before > 0) {
        wentBack.put(election, now);
      }
    }
  }

  void elected(EngineEvent.Elected won, ClockReading now) {
    long seen = highest.getOrDefault(won.election(), 0L);
    check(
        won.term() >= seen,
        "I11",
        () -> process + " leads term " + won.term() + " and has seen " + seen);
    settled(won.election(), now);
    learnedAt.put(won.election(), newest);
  }

  void action(StoreRequest action, ClockReading now) {
    newest = action.number();
    if (action instanceof StoreRequest.Claim claim) {
      for (ElectionRecord record : claim.seen()) {
        long seen = highest.getOrDefault(record.election(), 0L);
        check(
            record.term() >= seen,
            "I11",
            () -> process + " claims from " + record + " and has seen term " + seen);
        settled(record.election(), now);
      }
    }
  }

  private void settled(String election, ClockReading now) {
    check(passed(moved, now), "I11", () -> process + " takes " + election + " from another store");
    check(
        passed(wentBack.get(election), now),
        "I11",
        () -> process + " takes " + election + " from a store that went back");
  }

  private boolean passed(@Nullable ClockReading since, ClockReading now) {
    return since == null || now.nanos() - since.nanos() >= process.timing().lease().toNanos();
  }

  /** The step is over: whoever has read that somebody else leads, or nobody, must not lead. */
  void after() {
    for (ElectionRecord record : contradictions) {
      LedTerm led = ledTerms.of(record.election());
      boolean leads = led != null && !(record.term() == led.term && record.heldBy(led.lease()));
      check(!leads, "I11", () -> process + " leads " + led + " and has read " + record);
    }
    contradictions.clear();
    for (ElectionRecord record : requests) {
      LedTerm led = ledTerms.of(record.election());
      boolean obeys = led == null || led.stopping != null;
      check(obeys, "request", () -> process + " leads " + led + " and has read " + record);
    }
    requests.clear();
  }

  boolean joined(String election) {
    return joined.contains(election);
  }

  /** Whoever has left an election need not remember it. */
  void left(String election) {
    joined.remove(election);
    highest.remove(election);
    latest.remove(election);
    wentBack.remove(election);
  }
}
