package io.election4j.testkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.NoLongerLeaderException;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.guard.GuardTally.Count;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What every guard of writes promises, on a real server: a write of a term is committed before the
 * next term exists, or never.
 *
 * <p>It runs 1,000 random schedules, or as many as the system property {@code guard.schedules}
 * says, from a seed that is printed and that {@code guard.seed} sets. The servers' own races are
 * not drawn by it, so a seed repeats what is done, not always what comes of it.
 */
public abstract class GuardContract {

  private static final int SCHEDULES = 1_000;
  private static final int FEW = 100;

  /** For tests of guards. */
  protected GuardContract() {}

  /** Returns a new store object, prepared, over the same data as all others. The kit closes it. */
  protected abstract LeaseStore createStore();

  /** Returns a new connection with the guard. The kit closes it. */
  protected abstract GuardedSession createSession();

  /**
   * Returns a new connection with a guard that looks at the same record, and takes no lock. The kit
   * closes it.
   */
  protected abstract GuardedSession createCarelessSession();

  @Test
  final void noWriteIsCommittedOnceItsTermIsOver() {
    GuardTally tally =
        run(this::createSession, Integer.getInteger("guard.schedules", SCHEDULES), "guard");

    assertThat(tally.of(Count.LATE)).as("late commits in: %s", tally).isZero();
    assertThat(tally.of(Count.ADMITTED_LATE)).as("terms over, let through: %s", tally).isZero();
    assertThat(tally.of(Count.REFUSED_IN_OFFICE)).as("leaders refused: %s", tally).isZero();
    assertThat(tally.of(Count.COMMITTED)).as("commits in: %s", tally).isGreaterThan(FEW);
    assertThat(tally.of(Count.REFUSED) + tally.of(Count.FAILED))
        .as("refusals in: %s", tally)
        .isGreaterThan(FEW);
    assertThat(tally.of(Count.TAKEN_OVER)).as("claims in: %s", tally).isGreaterThan(FEW);
    assertThat(tally.of(Count.VACATED)).as("vacations in: %s", tally).isGreaterThan(FEW);
  }

  @Test
  final void aGuardThatTakesNoLockIsFoundOut() {
    GuardTally tally = run(this::createCarelessSession, FEW, "look without a lock");

    assertThat(tally.of(Count.LATE)).as("late commits in: %s", tally).isPositive();
  }

  @Test
  final void outsideATransactionTheGuardRefuses() {
    try (LeaseStore store = createStore()) {
      StaleLeadership leader = StaleLeadership.of(GuardSchedules.elections(store, 1).get(0));
      for (int i = 0; i < 2; i++) {
        try (GuardedSession session = createSession()) {
          assertThatThrownBy(() -> session.check(leader))
              .as("check that a guard whose lock ends with its own statement says so")
              .isNotInstanceOf(NoLongerLeaderException.class);
        }
      }
    }
  }

  private GuardTally run(Supplier<GuardedSession> sessions, int count, String name) {
    long seed = Long.getLong("guard.seed", new SecureRandom().nextInt(1_000_000_000));
    long start = System.nanoTime();
    GuardTally tally = new GuardSchedules(this::createStore, sessions).run(seed, count);
    System.out.printf(
        "%s, %s, from seed %d: %s; %.1f s%n",
        getClass().getSimpleName(), name, seed, tally, (System.nanoTime() - start) / 1e9);
    return tally;
  }
}
