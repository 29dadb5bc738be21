package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Ask;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.Amendment.Vacate;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L27: what anyone asks of a leader. */
abstract class RequestRules extends Rules {

  private static final Request RESIGN = Request.resign("ops");
  private static final Request TRANSFER = Request.transfer("billing-7", "somebody else");

  @Test
  final void L27_askingSetsTheRequestAndNothingElse() {
    ElectionRecord held =
        store().change(new Publish(heldBy(opened()), Samples.candidate(), "kept"));

    ElectionRecord asked = other().change(new Ask(held, TRANSFER));

    assertThat(asked).isEqualTo(new Ask(held, TRANSFER).applied(held));
    assertThat(store().record(held.election()))
        .as("what was reported is what is stored")
        .isEqualTo(asked);
  }

  @Test
  final void L27_askingAgainReplacesTheRequest() {
    ElectionRecord record = heldBy(opened());

    for (Request request : List.of(RESIGN, TRANSFER, Request.drain("ops"), RESIGN, RESIGN)) {
      Ask ask = new Ask(record, request);
      assertThat(store().amend(ask))
          .as("check that rows found are counted, not rows changed")
          .containsExactly(ask.applied(record));
      record = other().record(record.election());
      assertThat(record.request()).isEqualTo(request);
    }
  }

  @Test
  final void L27_anythingButExactlyTheRecordStoredIsAskedInVain() {
    ElectionRecord old = heldBy(opened());
    ElectionRecord now = store().change(new Ask(old, RESIGN));

    Stream.of(
            old,
            Samples.withRevision(now, now.revision() + 1),
            Samples.withTerm(now, now.term() - 1),
            Samples.withTerm(now, now.term() + 1),
            Samples.withHolder(now, LeaseId.random()))
        .forEach(
            given ->
                assertThat(other().amend(new Ask(given, TRANSFER)))
                    .as(
                        "check that term, holder and revision are in the condition: given %s, stored %s",
                        given, now)
                    .isEmpty());

    assertThat(other().record(old.election())).isEqualTo(now);
  }

  @Test
  final void L27_nothingIsAskedOfAVacantOrAbsentRecord() {
    ElectionRecord held = heldBy(opened());
    ElectionRecord left = store().change(new Vacate(held));
    String absent = Samples.election();
    ElectionRecord made =
        new ElectionRecord(absent, 1, 1, held.holder(), held.ttl(), held.leader(), "");

    assertThat(store().amend(new Ask(held, RESIGN))).isEmpty();
    assertThat(store().amend(new Ask(Samples.withRevision(held, left.revision()), RESIGN)))
        .isEmpty();
    assertThat(store().amend(new Ask(made, RESIGN))).isEmpty();

    assertThat(other().records(List.of(held.election(), absent))).containsExactly(left);
  }

  @Test
  final void L27_publishingKeepsTheRequest() {
    ElectionRecord asked = store().change(new Ask(heldBy(opened()), TRANSFER));

    ElectionRecord published =
        store().change(new Publish(asked, Candidate.named("other"), "a value"));

    assertRequest(published, TRANSFER);
  }

  @Test
  final void L27_aVacancyIsReservedForWhomItSaysOrForNobody() {
    Lease me = opened();
    ElectionRecord reserved =
        store().change(new Vacate(store().change(new Ask(heldBy(me), RESIGN)), TRANSFER));
    ElectionRecord free = store().change(new Vacate(store().change(new Ask(heldBy(me), TRANSFER))));

    assertRequest(reserved, TRANSFER);
    assertRequest(free, null);
  }

  @Test
  final void L27_everyClaimClearsTheRequest() {
    Lease me = opened();
    Lease next = opened();
    ElectionRecord reserved = store().change(new Vacate(heldBy(me), TRANSFER));
    ElectionRecord abandoned = store().change(new Ask(heldBy(ended()), RESIGN));
    ElectionRecord own = store().change(new Ask(heldBy(next), RESIGN));

    List<ElectionRecord> won = store().claim(next, reserved, abandoned, own);

    assertThat(won).as("won of three").hasSize(3);
    won.forEach(record -> assertRequest(record, null));
  }

  @Test
  final void L27_ofManyWhoAskAtOnceOneIsHeard() {
    ElectionRecord held = heldBy(opened());

    List<ElectionRecord> applied =
        raceForRecords(20, i -> store(i).reactive().amend(List.of(racing(i, held))));
    assertThat(applied).as("check that an amendment is one conditional write").hasSize(1);
    assertThat(other().record(held.election())).isEqualTo(applied.get(0));
  }

  private static Amendment racing(int i, ElectionRecord held) {
    return new Ask(held, Request.transfer("successor " + i, "rival " + i));
  }

  @Test
  final void L27_ofABatchEveryRecordGetsItsOwnRequest() {
    Lease me = opened();
    List<ElectionRecord> held = Stream.generate(() -> heldBy(me)).limit(5).toList();
    ElectionRecord old = heldBy(me);
    ElectionRecord now = store().change(new Ask(old, RESIGN));
    List<Amendment> batch =
        List.of(
            new Ask(held.get(0), RESIGN),
            new Ask(held.get(1), TRANSFER),
            new Ask(old, TRANSFER),
            new Vacate(held.get(2), TRANSFER),
            new Vacate(held.get(3), RESIGN),
            new Vacate(held.get(4)));

    store().amend(batch);

    assertThat(requestOf(held.get(0))).isEqualTo(RESIGN);
    assertThat(requestOf(held.get(1))).isEqualTo(TRANSFER);
    assertThat(requestOf(held.get(2))).isEqualTo(TRANSFER);
    assertThat(requestOf(held.get(3))).isEqualTo(RESIGN);
    assertThat(requestOf(held.get(4))).isNull();
    assertThat(other().record(old.election())).isEqualTo(now);
  }

  @Test
  final void L27_requestsAreKeptAsTheyAre() {
    ElectionRecord record = heldBy(opened());
    List<String> texts =
        Stream.concat(HostileTexts.all().stream(), Stream.of(HostileTexts.emoji(200))).toList();
    for (String text : texts) {
      Request request = Request.transfer(text, text);
      record = store().change(new Ask(record, request));
      assertThat(requestOf(record))
          .as("check how requests reach the statement, %s", HostileTexts.shown(text))
          .isEqualTo(request);
    }
  }

  @Test
  final void L27_aRequestIsSeenWhereverARecordIs() {
    Marker before = store().marker();
    ElectionRecord held = heldBy(opened());

    ElectionRecord asked = store().change(new Ask(held, TRANSFER));

    assertThat(other().observe(before, List.of(), List.of()).records())
        .as("check what is read of the records changed since a marker")
        .contains(asked);
    if (capabilities().has(other().reactive(), ElectionDirectory.class)) {
      assertThat(listed(held.election())).containsExactly(asked);
    }
  }

  @Test
  final void L27_everyRequestOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L27);
  }

  private @Nullable Request requestOf(ElectionRecord record) {
    return other().record(record.election()).request();
  }

  /** Expects this request in what was reported, and in what is stored. */
  private void assertRequest(ElectionRecord reported, @Nullable Request request) {
    assertThat(reported.request()).isEqualTo(request);
    assertThat(requestOf(reported)).as("what was reported is what is stored").isEqualTo(request);
  }
}
