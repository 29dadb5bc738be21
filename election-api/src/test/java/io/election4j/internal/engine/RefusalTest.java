package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Refusals because of somebody else's write that is under way: what is read shows for a while what
 * was there before.
 */
class RefusalTest {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int POLLS = 20;

  @Test
  void aClaimIsTriedOnceAPollWhileTheRecordStaysFree() {
    Rig rig = new Rig();
    rig.store.create(List.of("a")).block();
    rig.join("a");

    int tries = refused(rig, StoreRequest.Claim.class, claim -> written(claim.number()));

    assertThat(tries).isBetween(POLLS / 2, POLLS + 1);
    rig.release();
    rig.pass(POLL);
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void aVacationIsTriedOnceAPollWhileTheRecordStaysOurs() {
    Rig rig = Rig.leading("a");
    rig.leave("a");
    rig.workStopped("a", 1);

    int tries = refused(rig, StoreRequest.Vacate.class, vacate -> written(vacate.number()));

    assertThat(tries).isBetween(POLLS / 2, POLLS + 1);
    assertThat(rig.told(EngineEvent.Left.class)).isEmpty();
    rig.release();
    rig.pass(POLL);
    assertThat(rig.record("a").vacant()).isTrue();
  }

  @Test
  void aPublicationIsTriedOnceAPollWhileTheRecordStaysAsItIs() {
    Rig rig = Rig.leading("a");
    rig.take(new Input.Publish("a", 1, Candidate.named("we"), "value"));

    int tries = refused(rig, StoreRequest.Publish.class, publish -> written(publish.number()));

    assertThat(tries).isBetween(POLLS / 2, POLLS + 1);
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
    rig.release();
    rig.pass(POLL);
    assertThat(rig.record("a").value()).isEqualTo("value");
  }

  @Test
  void aFenceIsTriedOnceAPollWhileTheLeaseStaysSilentAndNothingIsClaimed() {
    Rig rig = Rig.following("a");
    rig.hold(StoreRequest.Fence.class).pass(Rig.TIMING.lease());

    int tries =
        refused(
            rig,
            StoreRequest.Fence.class,
            fence -> new Input.Answered(fence.number(), false, null));

    assertThat(tries).isBetween(POLLS / 2, POLLS + 1);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.release();
    rig.pass(POLL);
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void aLeaseWhoseRenewalWasRefusedIsEndedEvenIfTheStoreHasItLiveAgain() {
    Rig rig = Rig.leading("a").hold(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(3));
    rig.reply(new Input.Answered(rig.pending(StoreRequest.Renew.class).number(), false, null));
    assertThat(rig.told(EngineEvent.Revoked.class)).hasSize(1);

    rig.workStopped("a", 1);
    rig.release();
    rig.pass(Duration.ofSeconds(1));

    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 2, Rig.id(2)));
  }

  private static Input.Written written(long number) {
    return new Input.Written(number, List.of(), null);
  }

  /** Refuses every action of one kind for some polls; returns how many there were. */
  private static <A extends StoreRequest> int refused(
      Rig rig, Class<A> kind, Function<A, Input.Reply> refusal) {
    rig.hold(kind);
    Set<Long> answered = new HashSet<>();
    for (int i = 0; i < 10 * POLLS; i++) {
      rig.pass(POLL.dividedBy(10));
      for (A action : rig.asked(kind)) {
        if (answered.add(action.number())) {
          rig.reply(refusal.apply(action));
          rig.settle();
        }
      }
    }
    return answered.size();
  }
}
