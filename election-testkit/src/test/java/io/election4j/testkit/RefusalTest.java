package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.testkit.Histories.Span;
import io.election4j.testkit.history.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which refusals the search for an order accepts, and which acknowledgements it does not. */
class RefusalTest {

  private static final String ELECTION = "election";

  private final Histories histories = new Histories();
  private final Lease me = Samples.lease();
  private final Lease rival = Samples.lease();
  private final ElectionRecord vacant = ElectionRecord.created(ELECTION);
  private final ElectionRecord mine = Samples.taken(vacant, 1, me);

  // == Records ==

  @Test
  void aClaimIsRefusedWhileAnotherWriteOfTheRecordIsUnderWay() {
    created();
    claim(10, 40, me, vacant, mine);
    claim(12, 20, rival, vacant, null);
    read(22, 24, vacant);
    read(41, 42, mine);

    assertInOrder();
  }

  @Test
  void aClaimIsNotRefusedOnceTheOtherWriteIsOver() {
    created();
    publish(10, 19, mine, null);
    claim(20, 30, rival, vacant, null);
    read(31, 32, vacant);

    assertOutOfOrder();
  }

  @Test
  void aClaimIsNotRefusedBeforeTheOtherWriteIsCalled() {
    created();
    claim(10, 19, rival, vacant, null);
    claim(20, 30, me, vacant, mine);

    assertOutOfOrder();
  }

  @Test
  void aClaimIsNotRefusedBecauseOfARead() {
    created();
    read(10, 40, vacant);
    claim(12, 20, rival, vacant, null);

    assertOutOfOrder();
  }

  @Test
  void aClaimIsRefusedWhileALostWriteMayBeUnderWay() {
    created();
    claim(10, Operation.NEVER, me, vacant, null);
    claim(20, 30, rival, vacant, null);
    read(31, 32, vacant);

    assertInOrder();
  }

  @Test
  void anAmendmentIsRefusedWhileAnotherWriteOfTheRecordIsUnderWay() {
    created();
    claim(10, 12, me, vacant, mine);
    publish(20, 40, mine, Samples.amended(mine, publication(mine)));
    publish(22, 30, mine, null);
    read(31, 32, mine);

    assertInOrder();
  }

  @Test
  void whatWasRefusedHasChangedNothing() {
    created();
    claim(10, 40, me, vacant, null);
    claim(12, 30, rival, vacant, null);
    read(41, 42, mine);

    assertOutOfOrder();
  }

  @Test
  void anAcknowledgedClaimIsSeenByEveryLaterRead() {
    created();
    claim(10, 20, me, vacant, mine);
    claim(12, 40, rival, vacant, null);
    read(21, 22, vacant);

    assertOutOfOrder();
  }

  @Test
  void anAcknowledgedCreationIsSeenByEveryLaterRead() {
    add(0, 40, new RecordCall.Create(ELECTION));
    add(5, 10, new RecordCall.Create(ELECTION));
    read(11, 12, null);

    assertOutOfOrder();
  }

  // == Leases ==

  @Test
  void aRenewalIsRefusedWhileSomebodyEndsTheLease() {
    opened();
    add(10, 40, new LeaseCall.Fence(1, true));
    add(12, 20, new LeaseCall.Renew(false));
    add(21, 22, new LeaseCall.Read(LeaseState.live(1)));

    assertInOrder();
  }

  @Test
  void aRenewalIsNotRefusedBecauseOfAnotherOneOrOfAFenceThatIsRefused() {
    opened();
    add(10, 40, new LeaseCall.Renew(true));
    add(10, 40, new LeaseCall.Fence(7, false));
    add(10, 40, new LeaseCall.Open(true));
    add(12, 20, new LeaseCall.Renew(false));
    add(41, 42, new LeaseCall.Read(LeaseState.live(2)));

    assertOutOfOrder();
  }

  @Test
  void aFenceIsRefusedWhileTheLeaseIsRenewed() {
    opened();
    add(10, 40, new LeaseCall.Renew(true));
    add(12, 20, new LeaseCall.Fence(1, false));
    add(21, 22, new LeaseCall.Read(LeaseState.live(1)));

    assertInOrder();
  }

  @Test
  void aFenceIsNotRefusedForNothing() {
    opened();
    add(10, 40, new LeaseCall.Fence(7, false));
    add(12, 20, new LeaseCall.Fence(1, false));

    assertOutOfOrder();
  }

  @Test
  void anOpeningIsRefusedOnlyWhileSomebodyEndsTheLease() {
    opened();
    add(10, 40, new LeaseCall.Renew(true));
    add(12, 20, new LeaseCall.Open(false));
    assertOutOfOrder();

    add(15, 50, new LeaseCall.End());
    assertInOrder();
  }

  @Test
  void anAcknowledgedEndIsSeenByEveryLaterRead() {
    opened();
    add(10, 40, new LeaseCall.Fence(1, true));
    add(12, 20, new LeaseCall.End());
    add(21, 22, new LeaseCall.Read(LeaseState.live(1)));

    assertOutOfOrder();
  }

  @Test
  void anOpeningAcknowledgedAgainIsSeenByEveryLaterRead() {
    add(0, 40, new LeaseCall.Open(true));
    add(5, 10, new LeaseCall.Open(true));
    add(11, 12, new LeaseCall.Read(LeaseState.ABSENT));

    assertOutOfOrder();
  }

  private void assertInOrder() {
    assertThat(histories.unexplained()).isEmpty();
  }

  private void assertOutOfOrder() {
    assertThat(histories.unexplained()).isPresent();
  }

  private void created() {
    add(0, 1, new RecordCall.Create(ELECTION));
  }

  private void opened() {
    add(0, 1, new LeaseCall.Open(true));
  }

  private void claim(
      long called, long answered, Lease by, ElectionRecord seen, @Nullable ElectionRecord won) {
    boolean refused = won == null && answered != Operation.NEVER;
    add(called, answered, new RecordCall.Claim(by, seen, won, refused));
  }

  private void publish(
      long called, long answered, ElectionRecord held, @Nullable ElectionRecord changed) {
    add(called, answered, new RecordCall.Amend(publication(held), changed, changed == null));
  }

  private Amendment publication(ElectionRecord held) {
    return new Amendment.Publish(held, me.candidate(), "value");
  }

  private void read(long called, long answered, @Nullable ElectionRecord seen) {
    add(called, answered, new RecordCall.Read(seen));
  }

  private void add(long called, long answered, RecordCall call) {
    histories.add(ELECTION, new Span("c", called, answered), call);
  }

  private void add(long called, long answered, LeaseCall call) {
    histories.add(me.id(), new Span("c", called, answered), call);
  }
}
