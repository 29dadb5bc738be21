package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts that the store can never keep. */
class UnstorableTest {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final StoreException CANNOT_KEEP =
      StoreException.unstorable("half a character", null);

  private Rig rig = new Rig();

  @AfterEach
  void theStoreIsTakenForAvailable() {
    assertThat(rig.told(EngineEvent.StoreUnavailable.class)).isEmpty();
  }

  /** Lets time pass, and answers actions of one kind: some with that it cannot keep a text. */
  private <A extends StoreRequest> int cannotKeep(Class<A> kind, Predicate<A> text, Duration span) {
    rig.hold(kind);
    Set<Long> answered = new HashSet<>();
    Duration step = POLL.dividedBy(10);
    for (Duration past = Duration.ZERO; past.compareTo(span) < 0; past = past.plus(step)) {
      for (A action : rig.asked(kind)) {
        if (answered.add(action.number())) {
          rig.reply(
              text.test(action) ? Input.Reply.unknown(action, CANNOT_KEEP) : rig.apply(action));
        }
      }
      rig.pass(step);
    }
    return answered.size();
  }

  @Test
  void anElectionOfANameThatCannotBeKeptIsLeftAndNotTriedAgain() {
    rig.hold(StoreRequest.Create.class).join("bad");

    int tries = cannotKeep(StoreRequest.Create.class, create -> true, POLL.multipliedBy(20));

    assertThat(tries).isOne();
    assertThat(rig.told(EngineEvent.Refused.class))
        .containsExactly(new EngineEvent.Refused("bad", CANNOT_KEEP));
    assertThat(rig.told().indexOf(new EngineEvent.Refused("bad", CANNOT_KEEP)))
        .isLessThan(rig.told().indexOf(new EngineEvent.Left("bad")));
  }

  @Test
  void whoeverJoinsItAgainIsToldAgain() {
    anElectionOfANameThatCannotBeKeptIsLeftAndNotTriedAgain();
    rig.forget();
    rig.join("bad");

    cannotKeep(StoreRequest.Create.class, create -> true, POLL.multipliedBy(5));

    assertThat(rig.told(EngineEvent.Refused.class)).hasSize(1);
  }

  @Test
  void ofManyElectionsOnlyThoseAreLeftWhoseNamesCannotBeKept() {
    rig.hold(StoreRequest.Create.class);
    for (int i = 0; i < 100; i++) {
      rig.join("election-" + i);
    }
    rig.join("bad-1");
    rig.join("bad-2");

    int tries =
        cannotKeep(
            StoreRequest.Create.class,
            create -> create.elections().stream().anyMatch(name -> name.startsWith("bad")),
            POLL.multipliedBy(40));

    assertThat(rig.told(EngineEvent.Refused.class))
        .extracting(EngineEvent.Refused::election)
        .containsExactlyInAnyOrder("bad-1", "bad-2");
    assertThat(rig.wins()).hasSize(100);
    assertThat(tries).as("attempts to create").isLessThan(40);
  }

  @Test
  void aValueThatCannotBeKeptIsRefusedAndTheLeaderStays() {
    rig = Rig.leading("a").hold(StoreRequest.Publish.class);
    Candidate we = Candidate.named("we");
    rig.take(new Input.Publish("a", 1, we, "bad"));

    int tries =
        cannotKeep(
            StoreRequest.Publish.class,
            publish -> publish.publications().get(0).value().equals("bad"),
            POLL.multipliedBy(20));

    assertThat(tries).isOne();
    assertThat(rig.told(EngineEvent.NotPublished.class))
        .containsExactly(new EngineEvent.NotPublished("a", 1, we, "bad", CANNOT_KEEP));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
    rig.release().take(new Input.Publish("a", 1, we, "good"));
    rig.settle();
    assertThat(rig.record("a").value()).isEqualTo("good");
  }

  @Test
  void aRefusalOfAnOlderValueIsNoneOfTheNewest() {
    rig = Rig.leading("a").hold(StoreRequest.Publish.class);
    Candidate we = Candidate.named("we");
    rig.take(new Input.Publish("a", 1, we, "bad"));
    rig.take(new Input.Publish("a", 1, we, "good"));

    cannotKeep(
        StoreRequest.Publish.class,
        publish -> publish.publications().get(0).value().equals("bad"),
        POLL.multipliedBy(4));

    assertThat(rig.told(EngineEvent.NotPublished.class)).isEmpty();
    assertThat(rig.record("a").value()).isEqualTo("good");
  }

  @Test
  void ofManyValuesOnlyThoseAreRefusedThatCannotBeKept() {
    rig.hold(StoreRequest.Publish.class);
    List<String> elections = List.of("a", "b", "c", "d", "e");
    elections.forEach(rig::join);
    rig.settle();
    for (String election : elections) {
      String value = election.equals("c") ? "bad" : "good";
      rig.take(new Input.Publish(election, 1, Candidate.named("we"), value));
    }

    cannotKeep(
        StoreRequest.Publish.class,
        publish -> publish.publications().stream().anyMatch(one -> one.value().equals("bad")),
        POLL.multipliedBy(20));

    assertThat(rig.told(EngineEvent.NotPublished.class))
        .extracting(EngineEvent.NotPublished::election)
        .containsExactly("c");
    assertThat(elections)
        .allMatch(one -> rig.record(one).value().equals(one.equals("c") ? "" : "good"));
  }

  @Test
  void aCandidateThatCannotBeKeptStandsNowhereAndStillWatches() {
    rig.store.create(List.of("a", "b", "watched")).block();
    rig.hold(StoreRequest.Open.class);
    rig.join("a");
    rig.join("b");
    rig.observe("watched");

    int tries = cannotKeep(StoreRequest.Open.class, open -> true, POLL.multipliedBy(40));

    assertThat(tries).isOne();
    assertThat(rig.told(EngineEvent.Refused.class))
        .extracting(EngineEvent.Refused::election)
        .containsExactly("a", "b");
    assertThat(rig.told(EngineEvent.Left.class))
        .extracting(EngineEvent.Left::election)
        .containsExactlyInAnyOrder("a", "b");
    rig.forget();
    rig.rivalTakes(1, "watched");
    rig.pass(POLL.multipliedBy(2));
    assertThat(rig.told(EngineEvent.Changed.class)).isNotEmpty();
  }

  @Test
  void aVacancyThatCannotBeReservedIsLeftToAnyone() {
    rig = Rig.leading("a");
    rig.take(new Input.StepDown("a", Duration.ofMinutes(1), "bad"));
    rig.hold(StoreRequest.Vacate.class).workStopped("a", 1);

    int tries =
        cannotKeep(
            StoreRequest.Vacate.class,
            vacate -> vacate.vacations().get(0).request() != null,
            POLL.multipliedBy(10));

    assertThat(tries).isEqualTo(2);
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.record("a").request()).isNull();
  }

  @Test
  void aNameThatAStoreRefusesToReadIsLeftAndTheOthersAreRead() {
    rig.join("a");
    rig.join("bad");

    cannotKeep(
        StoreRequest.Observe.class,
        observe -> observe.elections().contains("bad"),
        POLL.multipliedBy(20));

    assertThat(rig.told(EngineEvent.Refused.class))
        .extracting(EngineEvent.Refused::election)
        .containsExactly("bad");
    assertThat(rig.wins()).extracting(Rig.Win::election).containsExactly("a");
  }
}
