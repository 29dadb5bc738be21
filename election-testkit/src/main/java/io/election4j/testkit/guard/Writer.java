package io.election4j.testkit.guard;

import static io.election4j.testkit.guard.GuardTally.Count.ADMITTED;
import static io.election4j.testkit.guard.GuardTally.Count.ADMITTED_LATE;
import static io.election4j.testkit.guard.GuardTally.Count.COMMITTED;
import static io.election4j.testkit.guard.GuardTally.Count.FAILED;
import static io.election4j.testkit.guard.GuardTally.Count.REFUSED;
import static io.election4j.testkit.guard.GuardTally.Count.REFUSED_IN_OFFICE;

import io.election4j.NoLongerLeaderException;
import java.util.List;
import java.util.Random;

/**
 * A process that writes under a term it once had, one step of a transaction at a time, and is
 * paused between any two of them.
 */
final class Writer {

  private enum Step {
    BEGIN,
    CHECK,
    WRITE,
    END
  }

  private final GuardedSession session;
  private final ContestedElection election;
  private final Random random;
  private Step next = Step.BEGIN;
  private StaleLeadership leadership;

  Writer(GuardedSession session, ContestedElection election, Random random) {
    this.session = session;
    this.election = election;
    this.random = random;
    this.leadership = election.leaderships().get(0);
  }

  /** Returns whether a transaction is open that the guard has let through. */
  boolean isGuarded() {
    return next == Step.WRITE || next == Step.END;
  }

  /** Takes the next step. */
  void step() {
    try {
      next =
          switch (next) {
            case BEGIN -> begin();
            case CHECK -> check();
            case WRITE -> write();
            case END -> end();
          };
    } catch (NoLongerLeaderException refused) {
      giveUp(REFUSED);
    } catch (RuntimeException failed) {
      giveUp(FAILED);
    }
  }

  /** Takes steps until no transaction is open. */
  void finish() {
    while (next != Step.BEGIN) {
      step();
    }
  }

  /** Writes under the newest term, or under the one before. */
  private Step begin() {
    List<StaleLeadership> leaderships = election.leaderships();
    int back = random.nextInt(3) == 0 ? 2 : 1;
    leadership = leaderships.get(Math.max(0, leaderships.size() - back));
    session.begin();
    if (random.nextBoolean()) {
      session.read(leadership.election());
    }
    return Step.CHECK;
  }

  private Step check() {
    boolean over = election.isOver(leadership);
    boolean leads = election.leads(leadership);
    try {
      session.check(leadership);
      election.tally().add(over ? ADMITTED_LATE : ADMITTED);
    } catch (NoLongerLeaderException refused) {
      if (leads) {
        election.tally().add(REFUSED_IN_OFFICE);
      }
      throw refused;
    }
    return Step.WRITE;
  }

  private Step write() {
    session.write(leadership.election(), leadership.term());
    return random.nextInt(4) == 0 ? Step.WRITE : Step.END;
  }

  private Step end() {
    if (random.nextInt(5) == 0) {
      session.rollback();
    } else {
      session.commit();
      election.tally().add(COMMITTED);
    }
    return Step.BEGIN;
  }

  private void giveUp(GuardTally.Count why) {
    election.tally().add(why);
    session.rollback();
    next = Step.BEGIN;
  }
}
