package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process whose renewals fail while everything else it asks for is done, beside healthy ones. */
class SickCandidateTest {

  private static final Duration T = InVirtualTime.T;

  /** Within one lease and two polls, and a few round trips, which take no time here. */
  private static final Duration BOUND = T.plus(InVirtualTime.POLL.multipliedBy(2));

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore line = world.store();

  private int won(List<ElectionEvent> events) {
    return InVirtualTime.only(Elected.class, events).size();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "STALLS", "LOSES_ANSWERS"})
  void whoCannotRenewNeverLeadsAndTheHealthyOneDoesAtOnce(Fault fault) {
    line.when(Call.RENEW, fault);
    List<ElectionEvent> sick = InVirtualTime.events(world.process("sick", line).join("a"));
    world.pass(Duration.ofSeconds(1));
    Election healthy = world.process("healthy", world.store()).join("a");
    world.pass(Duration.ofSeconds(1));
    assertThat(healthy.leadership()).isPresent();
    long term = healthy.leadership().orElseThrow().term();
    world.pass(T.multipliedBy(20));
    assertThat(won(sick)).isZero();
    assertThat(healthy.leadership().orElseThrow().term()).isEqualTo(term);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "STALLS", "LOSES_ANSWERS"})
  void aLeaderThatCannotRenewAnyMoreMakesRoomForTheHealthyOneWithinTheBound(Fault fault) {
    Election first = world.process("sick", line).join("a");
    List<ElectionEvent> sick = InVirtualTime.events(first);
    world.pass(Duration.ofSeconds(1));
    Election healthy = world.process("healthy", world.store()).join("a");
    world.pass(T);
    assertThat(first.leadership()).isPresent();
    line.when(Call.RENEW, fault);
    world.pass(BOUND);
    assertThat(healthy.leadership()).isPresent();
    world.pass(T.multipliedBy(20));
    assertThat(healthy.leadership()).isPresent();
    assertThat(won(sick)).isEqualTo(1);
  }

  @Test
  void whoseFirstRenewalsOnlyPassIsNotElectedAgainAndAgainBesideAHealthyOne() {
    List<ElectionEvent> sick =
        InVirtualTime.events(
            world.process("sick", new SickStore(world.data.connect(), 1)).join("a"));
    world.pass(Duration.ofSeconds(1));
    assertThat(won(sick)).isEqualTo(1);
    Election healthy = world.process("healthy", world.store()).join("a");
    world.pass(BOUND);
    assertThat(healthy.leadership()).isPresent();
    world.pass(T.multipliedBy(20));
    assertThat(healthy.leadership()).isPresent();
    assertThat(won(sick)).isEqualTo(1);
  }

  @Test
  void theOnlyCandidateStillTriesNowAndThenAndLeadsOnceItCanRenew() {
    line.when(Call.RENEW, Fault.FAILS);
    Election only = world.process("sick", line).join("a");
    world.pass(T.multipliedBy(20));
    line.forget();
    world.pass(T.multipliedBy(20));
    assertThat(line.count(Call.OPEN)).isBetween(3, 6);
    line.healthy();
    world.pass(T.multipliedBy(5));
    assertThat(only.leadership()).isPresent();
  }

  @Test
  void anOutageOfEverythingIsRecoveredFromAtOnceAndNobodyStandsBack() {
    Election only = world.process("only", line).join("a");
    world.pass(Duration.ofSeconds(1));
    line.always(Fault.STALLS);
    world.pass(T.multipliedBy(3));
    line.healthy();
    world.pass(Duration.ofSeconds(7));
    assertThat(only.leadership()).isPresent();
  }

  @Test
  void whoStandsBackSaysSoInItsStatusAndItsEventsUntilItCanRenew() {
    line.when(Call.RENEW, Fault.FAILS);
    Elections elections = world.process("sick", line);
    List<StoreEvent> told = new java.util.ArrayList<>();
    elections.storeEvents().subscribe(told::add);
    Election only = elections.join("a");
    world.pass(T);
    assertThat(only.status().gates()).containsExactly(ElectionStatus.Gate.RENEWALS);
    assertThat(told)
        .filteredOn(StoreEvent.StandsBack.class::isInstance)
        .map(StoreEvent.StandsBack.class::cast)
        .satisfiesExactly(
            back -> {
              assertThat(back.span()).isEqualTo(T);
              assertThat(back.cause()).hasMessage("connection refused");
            });
    line.healthy();
    world.pass(T);
    assertThat(only.status().gates()).isEmpty();
    assertThat(told).hasAtLeastOneElementOfType(StoreEvent.StandsAgain.class);
    assertThat(only.leadership()).isPresent();
  }
}
