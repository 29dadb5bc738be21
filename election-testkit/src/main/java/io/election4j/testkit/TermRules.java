package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L9: terms rise. */
abstract class TermRules extends Rules {

  @Test
  final void L9_termsRiseWithEveryClaimAndSurviveVacancy() {
    ElectionRecord record = vacant();
    for (int i = 0; i < 5; i++) {
      ElectionRecord won = store(i).take(opened(), record);
      assertThat(won.term()).isGreaterThan(record.term());

      record = store(i + 1).change(new Amendment.Vacate(won));
      assertThat(record.term())
          .as("check that a vacant record keeps its term")
          .isEqualTo(won.term());
    }
  }

  @Test
  final void L9_aVacantRecordIsTakenAtAnyTermAndTheNextIsAboveTheOneStored() {
    ElectionRecord seen = vacant();
    ElectionRecord now = seen;
    for (int i = 0; i < 3; i++) {
      now = store().change(new Amendment.Vacate(store().take(opened(), now)));
    }

    ElectionRecord won = other().take(opened(), seen);

    assertThat(won.term())
        .as(
            "check that the database computes the term from the one stored, not the client from the one seen")
        .isGreaterThan(now.term());
    assertThat(won.revision()).isEqualTo(now.revision() + 1);
  }

  @Test
  final void L9_aRecordOfARivalSeenAtALowerTermGetsATermAboveTheOneStored() {
    ElectionRecord now = heldBy(ended());

    ElectionRecord won = store().take(opened(), Samples.withTerm(now, 0));

    assertThat(won.term()).isGreaterThan(now.term());
  }

  @Test
  final void L9_aTermSeenAboveTheOneStoredLowersNothing() {
    // The store went backwards, after a backup was restored for instance, and the claimant
    // remembers what is lost.
    Lease me = opened();
    ElectionRecord now = store().change(new Amendment.Vacate(heldBy(opened())));
    ElectionRecord seen = Samples.withTerm(now, now.term() + 1_000);

    List<ElectionRecord> won = store().claim(me, seen);

    assertThat(won)
        .as("check that only records above the term seen are reported as won")
        .allSatisfy(record -> assertThat(record.term()).isGreaterThan(seen.term()));
    ElectionRecord stored = other().record(now.election());
    if (stored.heldBy(me.id())) {
      assertThat(stored.term()).isGreaterThan(now.term());
    } else {
      assertThat(stored).isEqualTo(now);
    }
  }

  @Test
  final void L9_everyTermOfARandomWalkIsHigher() {
    assertNoDeviationFrom(Rule.L9);
  }
}
