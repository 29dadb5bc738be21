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
  private final Office office;
  private final Random random;
  private final GuardTally tally;
  private Step next = Step.BEGIN;
  private Reign reign;

  Writer(GuardedSession session, Office office, Random random, GuardTally tally) {
    this.session = session;
    this.office = office;
    this.random = random;
    this.tally = tally;
    this.reign = office.reigns().get(0);
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
    List<Reign> reigns = office.reigns();
    int back = random.nextInt(3) == 0 ? 2 : 1;
    reign = reigns.get(Math.max(0, reigns.size() - back));
    session.begin();
    if (random.nextBoolean()) {
      session.read(reign.election());
    }
    return Step.CHECK;
  }

  private Step check() {
    boolean over = office.isOver(reign);
    boolean inOffice = office.isInOffice(reign);
    try {
      session.check(reign);
      tally.add(over ? ADMITTED_LATE : ADMITTED);
    } catch (NoLongerLeaderException refused) {
      if (inOffice) {
        tally.add(REFUSED_IN_OFFICE);
      }
      throw refused;
    }
    return Step.WRITE;
  }

  private Step write() {
    session.write(reign.election(), reign.term());
    return random.nextInt(4) == 0 ? Step.WRITE : Step.END;
  }

  private Step end() {
    if (random.nextInt(5) == 0) {
      session.rollback();
    } else {
      session.commit();
      tally.add(COMMITTED);
    }
    return Step.BEGIN;
  }

  private void giveUp(GuardTally.Count why) {
    tally.add(why);
    session.rollback();
    next = Step.BEGIN;
  }
}
