package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** L7 and L8: whom a claim makes the holder. */
abstract class ClaimRules extends Rules {

  @Test
  @Tag("L7")
  final void L7_aVacantRecordIsTaken() {
    Lease me = opened();
    ElectionRecord seen = vacant();

    ElectionRecord won = store().take(me, seen);

    assertThat(won)
        .as("check that holder, ttl and leader are the lease's, and that the revision is one more")
        .isEqualTo(Samples.taken(seen, won.term(), me));
    assertThat(won.term()).isGreaterThan(seen.term());
    assertThat(other().record(seen.election()))
        .as("what was reported is what is stored")
        .isEqualTo(won);
  }

  @Test
  @Tag("L7")
  final void L7_theValueOutlivesItsLeader() {
    Lease first = opened();
    Lease second = opened();
    ElectionRecord published =
        store().change(new Amendment.Publish(heldBy(first), first.candidate(), "kept"));
    ElectionRecord left = store().change(new Amendment.Vacate(published));

    assertThat(other().take(second, left).value())
        .as("check that a claim keeps the value")
        .isEqualTo("kept");
  }

  @Test
  @Tag("L7")
  final void L7_ofManyRivalsForAVacantRecordOneWins() {
    for (int round = 0; round < 5; round++) {
      assertOneWins(vacant());
    }
  }

  @Test
  @Tag("L7")
  final void L7_aRecordThatIsNoLongerVacantIsRefused() {
    ElectionRecord seen = vacant();
    ElectionRecord held = store().take(opened(), seen);

    assertThat(other().claim(opened(), seen))
        .as("check that the claim of a vacant record has the vacancy in its condition")
        .isEmpty();

    assertThat(store().record(seen.election())).isEqualTo(held);
  }

  @Test
  @Tag("L7")
  final void L7_anAbsentRecordIsNeitherTakenNorCreated() {
    ElectionRecord absent = ElectionRecord.created(Samples.election());

    assertThat(store().claim(opened(), absent)).isEmpty();

    assertThat(other().records(List.of(absent.election())))
        .as("check that a claim never inserts")
        .isEmpty();
  }

  @Test
  @Tag("L7")
  final void L7_everyClaimOfAVacantRecordInARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L7);
  }

  @Test
  @Tag("L8")
  final void L8_aRecordIsTakenFromTheHolderSeen() {
    ElectionRecord seen = heldBy(ended());
    Lease me = opened();

    ElectionRecord won = store().take(me, seen);

    assertThat(won).isEqualTo(Samples.taken(seen, won.term(), me));
    assertThat(won.term()).isGreaterThan(seen.term());
    assertThat(other().record(seen.election())).isEqualTo(won);
  }

  @Test
  @Tag("L8")
  final void L8_aRecordWhoseHolderIsAnotherNowIsRefused() {
    ElectionRecord seen = heldBy(ended());
    ElectionRecord now = store().take(opened(), seen);

    assertThat(other().claim(opened(), seen))
        .as("check that the holder seen is in the condition of the claim")
        .isEmpty();

    assertThat(store().record(seen.election())).isEqualTo(now);
  }

  @Test
  @Tag("L8")
  final void L8_aRecordSeenHeldButVacantNowIsRefused() {
    ElectionRecord seen = heldBy(opened());
    ElectionRecord now = store().change(new Amendment.Vacate(seen));

    assertThat(other().claim(opened(), seen)).isEmpty();

    assertThat(store().record(seen.election())).isEqualTo(now);
  }

  @Test
  @Tag("L8")
  final void L8_aRecordOfTheHolderSeenIsTakenAtAnyRevision() {
    ElectionRecord seen = heldBy(ended());
    ElectionRecord now =
        store().change(new Amendment.Publish(seen, Candidate.named("late"), "late"));
    Lease me = opened();

    ElectionRecord won = other().take(me, seen);

    assertThat(won)
        .as("check that the revision of a rival's record is not in the condition of the claim")
        .isEqualTo(Samples.taken(now, won.term(), me));
    assertThat(won.term()).isGreaterThan(now.term());
  }

  @Test
  @Tag("L8")
  final void L8_ofManyRivalsForARecordOfAnEndedLeaseOneWins() {
    for (int round = 0; round < 5; round++) {
      assertOneWins(heldBy(ended()));
    }
  }

  @Test
  @Tag("L8")
  final void L8_onesOwnRecordIsTakenAtTheTermSeen() {
    Lease me = opened();
    ElectionRecord seen = heldBy(me);

    ElectionRecord won = store().take(me, seen);

    assertThat(won).isEqualTo(Samples.taken(seen, won.term(), me));
    assertThat(won.term())
        .as("a claim from oneself raises the term too")
        .isGreaterThan(seen.term());
  }

  @Test
  @Tag("L8")
  final void L8_onesOwnRecordAtAnotherTermIsRefused() {
    Lease me = opened();
    ElectionRecord seen = heldBy(me);
    ElectionRecord now = store().take(me, seen);

    assertThat(other().claim(me, seen))
        .as(
            "check that the term is in the condition of a claim of one's own record: an old answer lost its way")
        .isEmpty();
    assertThat(other().claim(me, Samples.withTerm(now, now.term() + 1)))
        .as("a term not reached yet")
        .isEmpty();

    assertThat(store().record(seen.election())).isEqualTo(now);
  }

  @Test
  @Tag("L8")
  final void L8_ofManyClaimsOfOnesOwnRecordOneWins() {
    Lease me = opened();
    ElectionRecord seen = heldBy(me);

    assertThat(raceForRecords(20, i -> store(i).reactive().claim(me, List.of(seen)))).hasSize(1);
  }

  @Test
  @Tag("L8")
  final void L8_everyClaimOfAHeldRecordInARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L8);
  }

  private void assertOneWins(ElectionRecord seen) {
    List<Lease> rivals = Samples.leases(20);
    race(20, i -> store(i).reactive().open(rivals.get(i)));

    List<List<ElectionRecord>> won =
        race(20, i -> store(i).reactive().claim(rivals.get(i), List.of(seen)).collectList());

    List<ElectionRecord> winners = won.stream().flatMap(List::stream).toList();
    assertThat(winners)
        .as("check that a claim is one conditional write, and that one is certain to win")
        .hasSize(1);
    assertThat(won.get(rivals.stream().map(Lease::id).toList().indexOf(winners.get(0).holder())))
        .as("check that the winner itself is told")
        .isEqualTo(winners);
    assertThat(other().record(seen.election())).isEqualTo(winners.get(0));
  }
}
