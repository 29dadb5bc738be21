package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that name our live lease although we do not lead; it is live because we lead another. */
class GhostTest {

  private static final Lease OURS =
      Lease.opening(Rig.id(1), Rig.TIMING.lease(), Candidate.named("we"));

  /** A copy of an old claim of ours is applied, which took the record from this holder. */
  private static void lateClaim(Rig rig, ElectionRecord seen) {
    rig.store.claim(OURS, List.of(seen)).blockLast();
  }

  /** Leads {@code b} and stands in {@code a}, which a rival holds. */
  private static Rig standing() {
    Rig rig = Rig.leading("b");
    rig.rivalLeads(1, "a");
    rig.join("a");
    rig.settle();
    rig.forget();
    return rig;
  }

  @Test
  void aCandidateClaimsItFromItselfWithANewTerm() {
    Rig rig = standing();
    lateClaim(rig, rig.record("a"));
    rig.pass(Duration.ofMillis(500));
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 3, Rig.id(1)));
  }

  @Test
  void itIsFoundInTheRollingCycleWithoutAnyHint() {
    Rig rig = standing();
    rig.take(new Input.Push(true));
    rig.settle();
    lateClaim(rig, rig.record("a"));
    rig.pass(Duration.ofSeconds(6));
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void whoeverObservesOnlyVacatesIt() {
    Rig rig = Rig.leading("b");
    rig.rivalLeads(1, "a");
    rig.observe("a");
    rig.settle();
    lateClaim(rig, rig.record("a"));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.told(EngineEvent.Elected.class)).isEmpty();
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }

  @Test
  void whoeverNeverJoinedVacatesWhatAHintShows() {
    Rig rig = Rig.leading("b");
    rig.store.create(List.of("a")).block();
    lateClaim(rig, rig.record("a"));
    rig.take(new Input.Hint(rig.record("a")));
    rig.settle();
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.told(EngineEvent.Left.class)).isEmpty();
  }

  @Test
  void whoeverLeftWithAClaimOfUnknownOutcomeKeepsReadingTheRecord() {
    Rig rig = Rig.leading("b");
    rig.take(new Input.Push(true));
    rig.store.create(List.of("a")).block();
    rig.hold(StoreRequest.Claim.class);
    rig.join("a");
    rig.settle();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.fail(claim);
    rig.leave("a");
    rig.settle();
    assertThat(rig.told(EngineEvent.Left.class)).containsExactly(new EngineEvent.Left("a"));
    rig.apply(claim);
    assertThat(rig.record("a").heldBy(Rig.id(1))).isTrue();
    rig.pass(Duration.ofSeconds(6));
    assertThat(rig.record("a").vacant()).isTrue();
  }

  @Test
  void itWaitsForWorkThatHasNotStoppedYet() {
    Rig rig = Rig.leading("a");
    rig.rivalTakes(1, "a");
    rig.take(new Input.Hint(rig.record("a")));
    assertThat(rig.told(EngineEvent.Revoked.class)).hasSize(1);
    lateClaim(rig, rig.record("a"));
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void aVacationOfAGhostIsRepeatedUntilItIsCertain() {
    Rig rig = Rig.leading("b").failing(StoreRequest.Vacate.class);
    rig.store.create(List.of("a")).block();
    lateClaim(rig, rig.record("a"));
    rig.take(new Input.Hint(rig.record("a")));
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.record("a").vacant()).isFalse();
    rig.healed().pass(Duration.ofSeconds(1));
    assertThat(rig.record("a").vacant()).isTrue();
  }

  @Test
  void joiningWhileAGhostIsVacatedClaimsAfterwards() {
    Rig rig = Rig.leading("b").hold(StoreRequest.Vacate.class);
    rig.store.create(List.of("a")).block();
    lateClaim(rig, rig.record("a"));
    rig.take(new Input.Hint(rig.record("a")));
    rig.join("a");
    rig.settle();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.release();
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 2, Rig.id(1)));
  }

  @Test
  void whoeverLeftAnElectionKeepsReadingTheRecordWhileTheLeaseLives() {
    Rig rig = Rig.leading("b");
    rig.take(new Input.Push(true));
    rig.join("a");
    rig.settle();
    ElectionRecord before = rig.record("a");
    rig.leave("a");
    rig.workStopped("a", before.term());
    rig.settle();
    assertThat(rig.told(EngineEvent.Left.class)).hasSize(1);
    lateClaim(rig, rig.record("a"));
    rig.pass(Duration.ofSeconds(6));
    assertThat(rig.record("a").vacant()).isTrue();
  }
}
