package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.Amendment.Vacate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L11: what the holder changes. */
abstract class AmendRules extends Rules {

  private static final Candidate OTHER = Candidate.named("other").with("zone", "b").withPriority(3);

  @Test
  final void L11_vacatingClearsHolderTtlAndLeaderAndKeepsTermAndValue() {
    ElectionRecord held = store().change(new Publish(heldBy(opened()), OTHER, "kept"));

    ElectionRecord left = store().change(new Vacate(held));

    assertThat(left).isEqualTo(vacated(held));
    assertThat(other().record(held.election()))
        .as("what was reported is what is stored")
        .isEqualTo(left);
  }

  @Test
  final void L11_publishingSetsLeaderAndValueAndKeepsTheRest() {
    ElectionRecord held = heldBy(opened());

    ElectionRecord published = store().change(new Publish(held, OTHER, "new"));
    ElectionRecord emptied = store().change(new Publish(published, OTHER, ""));

    assertThat(published).isEqualTo(published(held, "new"));
    assertThat(emptied).as("the empty value is a value").isEqualTo(published(published, ""));
    assertThat(other().record(held.election())).isEqualTo(emptied);
  }

  @Test
  final void L11_publishingWhatIsThereAlreadyIsApplied() {
    ElectionRecord held = store().change(new Publish(heldBy(opened()), OTHER, "same"));

    assertThat(store().amend(new Publish(held, OTHER, "same")))
        .as("check that rows found are counted, not rows changed")
        .containsExactly(published(held, "same"));
  }

  @Test
  final void L11_anAmendmentOfAnotherRevisionIsRefused() {
    ElectionRecord old = heldBy(opened());
    ElectionRecord now = store().change(new Publish(old, OTHER, "now"));

    assertRefused(old, now);
    assertRefused(Samples.withRevision(now, now.revision() + 1), now);
  }

  @Test
  final void L11_anAmendmentOfAnotherTermIsRefused() {
    ElectionRecord now = heldBy(opened());

    assertRefused(Samples.withTerm(now, now.term() - 1), now);
    assertRefused(Samples.withTerm(now, now.term() + 1), now);
  }

  @Test
  final void L11_anAmendmentByAnotherHolderIsRefused() {
    ElectionRecord now = heldBy(opened());

    assertRefused(Samples.withHolder(now, LeaseId.random()), now);
  }

  @Test
  final void L11_anAmendmentOfAVacantRecordIsRefused() {
    ElectionRecord held = heldBy(opened());
    ElectionRecord now = store().change(new Vacate(held));

    assertRefused(held, now);
    assertRefused(Samples.withRevision(held, now.revision()), now);
  }

  @Test
  final void L11_anAbsentRecordIsNeitherAmendedNorCreated() {
    ElectionRecord held = heldBy(opened());
    String absent = Samples.election();
    ElectionRecord made =
        new ElectionRecord(
            absent,
            held.term(),
            held.revision(),
            held.holder(),
            held.ttl(),
            held.leader(),
            held.value());

    assertThat(store().amend(new Vacate(made))).isEmpty();
    assertThat(store().amend(new Publish(made, OTHER, "x"))).isEmpty();

    assertThat(other().records(List.of(absent)))
        .as("check that an amendment never inserts")
        .isEmpty();
  }

  @Test
  final void L11_ofManyAmendmentsOfOneRevisionOneIsApplied() {
    ElectionRecord held = heldBy(opened());

    List<ElectionRecord> applied =
        raceForRecords(20, i -> store(i).reactive().amend(List.of(racing(i, held))));
    assertThat(applied).as("check that an amendment is one conditional write").hasSize(1);
    assertThat(other().record(held.election())).isEqualTo(applied.get(0));
  }

  @Test
  final void L11_ofARivalsClaimAndTheHoldersVacancyExactlyOneIsApplied() {
    for (int round = 0; round < 10; round++) {
      ElectionRecord held = heldBy(ended());
      Lease rival = opened();

      List<ElectionRecord> applied =
          raceForRecords(
              2,
              i ->
                  i == 0
                      ? store().reactive().amend(List.of(new Vacate(held)))
                      : other().reactive().claim(rival, List.of(held)));
      assertThat(applied).hasSize(1);
      assertThat(other().record(held.election())).isEqualTo(applied.get(0));
    }
  }

  @Test
  final void L11_ofABatchExactlyThoseAppliedAreReported() {
    Lease me = opened();
    ElectionRecord leaving = heldBy(me);
    ElectionRecord publishing = heldBy(me);
    ElectionRecord unnamed = heldBy(me);
    ElectionRecord old = heldBy(me);
    ElectionRecord now = store().change(new Publish(old, OTHER, "now"));

    List<ElectionRecord> changed =
        store().amend(new Vacate(leaving), new Vacate(old), new Publish(publishing, OTHER, "new"));

    assertThat(changed)
        .as("check that a refused amendment neither fails the batch nor is reported")
        .containsExactlyInAnyOrder(vacated(leaving), published(publishing, "new"));
    assertThat(other().records(List.of(unnamed.election(), old.election())))
        .containsExactlyInAnyOrder(unnamed, now);
  }

  @Test
  final void L11_everyAmendmentOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L11);
  }

  private void assertRefused(ElectionRecord held, ElectionRecord now) {
    Stream.of(new Vacate(held), new Publish(held, OTHER, "refused"))
        .forEach(
            amendment ->
                assertThat(store().amend(amendment))
                    .as(
                        "check that term, holder and revision are in the condition: given %s, stored %s",
                        held, now)
                    .isEmpty());
    assertThat(other().record(now.election())).isEqualTo(now);
  }

  private static Amendment racing(int i, ElectionRecord held) {
    return i % 4 == 0 ? new Vacate(held) : new Publish(held, OTHER, "value " + i);
  }

  private static ElectionRecord vacated(ElectionRecord held) {
    return new Vacate(held).applied(held);
  }

  private static ElectionRecord published(ElectionRecord held, String value) {
    return new Publish(held, OTHER, value).applied(held);
  }
}
