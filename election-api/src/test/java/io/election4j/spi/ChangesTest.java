package io.election4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What writes make of leases and records. */
class ChangesTest {

  private static final Duration TTL = Duration.ofSeconds(3);

  private final Lease me = Lease.opening(LeaseId.random(), TTL, Candidate.named("me"));
  private final Request request = Request.resign("ops");
  private final ElectionRecord held =
      new ElectionRecord("books", 7, 20, me.id(), TTL, me.candidate(), "value", request);
  private final ElectionRecord vacant =
      new ElectionRecord("books", 7, 21, null, null, null, "value", null);

  @Test
  void aFencedLeaseHasEndedAndIsNobodys() {
    LeaseId id = LeaseId.random();

    assertThat(Lease.fenced(id))
        .isEqualTo(new Lease(id, 0, Duration.ZERO, Lease.State.ENDED, Candidate.named("absent")));
  }

  @Test
  void aClaimTakesTheRecordAndClearsTheRequest() {
    assertThat(held.claimedBy(me, 9))
        .isEqualTo(new ElectionRecord("books", 9, 21, me.id(), TTL, me.candidate(), "value"));
  }

  @Test
  void everyAmendmentIsOneRevisionLater() {
    Candidate other = Candidate.named("other");

    assertThat(held.vacated(null)).isEqualTo(vacant);
    assertThat(held.vacated(request).request()).isEqualTo(request);
    assertThat(held.published(other, "new"))
        .isEqualTo(new ElectionRecord("books", 7, 21, me.id(), TTL, other, "new", request));
    assertThat(held.asked(Request.drain("x")))
        .isEqualTo(
            new ElectionRecord(
                "books", 7, 21, me.id(), TTL, me.candidate(), "value", Request.drain("x")));
  }

  @Test
  void anotherTermOrRevisionChangesNothingElse() {
    assertThat(held.withTerm(9).withTerm(7)).isEqualTo(held);
    assertThat(held.withTerm(9).term()).isEqualTo(9);
    assertThat(held.withRevision(9).withRevision(20)).isEqualTo(held);
    assertThat(held.withRevision(9).revision()).isEqualTo(9);
  }

  @Test
  void everyKindOfAmendmentIsMatchedByItsOwnFunction() {
    assertThat(kind(new Amendment.Vacate(held))).isEqualTo("vacate");
    assertThat(kind(new Amendment.Publish(held, me.candidate(), ""))).isEqualTo("publish");
    assertThat(kind(new Amendment.Ask(held, request))).isEqualTo("ask");
  }

  private static String kind(Amendment amendment) {
    return amendment.match(vacate -> "vacate", publish -> "publish", ask -> "ask");
  }
}
