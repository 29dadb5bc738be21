package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Elected is not ready: what followers are told, and when. */
class ReadinessTest {

  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final Elections process =
      world
          .on("a", store)
          .candidate(Candidate.named("a").with("host", "db").with("zone", "1"))
          .workers(world.time::schedule)
          .build();
  private final Elections follower =
      world.processOnOneThread("b", new FaultyStore(world.data.connect()));
  private final List<Object> ends = new ArrayList<>();

  private Election leading(Candidacy candidacy) {
    Election election = process.join("books", candidacy);
    world.pass(MOMENT);
    assertThat(election.leadership()).isPresent();
    return election;
  }

  private void subscribe(String what, Mono<Void> wish) {
    wish.subscribe(nothing -> {}, failure -> ends.add(what + " " + failure), () -> ends.add(what));
  }

  private Leader seenBy(Election election) {
    return election.leader().orElseThrow();
  }

  @Test
  void beforeItConfirmsFollowersKnowTheNameOfALeaderOnly() {
    Election election = leading(Candidacy.plain().confirmed());
    List<ElectionEvent> events = InVirtualTime.events(election);
    Election observed = follower.observe("books");
    List<String> calls = new ArrayList<>();
    observed.follow(
        new FollowerWorker() {
          @Override
          public void start(Leader leader) {
            calls.add("start " + leader.candidate().address());
          }

          @Override
          public void stop(Leader leader) {
            calls.add("stop");
          }
        });
    world.pass(MOMENT);
    assertThat(seenBy(observed).candidate().name()).isEqualTo("a");
    assertThat(seenBy(observed).candidate().address()).isEmpty();
    assertThat(seenBy(observed).ready()).isFalse();
    assertThat(election.status().ready()).isFalse();
    assertThat(calls).isEmpty();

    subscribe("ready", election.leadership().orElseThrow().ready(Map.of("port", "4711")));
    world.pass(MOMENT);
    assertThat(ends).containsExactly("ready");
    assertThat(seenBy(observed).ready()).isTrue();
    assertThat(seenBy(observed).candidate().attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("host", "db", "zone", "1", "port", "4711"));
    assertThat(InVirtualTime.only(ElectionEvent.Ready.class, events)).hasSize(1);
    assertThat(election.status().ready()).isTrue();
    assertThat(calls).containsExactly("start db:4711");
  }

  @Test
  void withoutConfirmingALeaderIsReadyAtOnce() {
    Election election = leading(Candidacy.plain());
    assertThat(seenBy(election).ready()).isTrue();
    assertThat(seenBy(election).candidate().address()).isEqualTo("db");
    subscribe("ready", election.leadership().orElseThrow().ready());
    world.settle();
    assertThat(ends).containsExactly("ready");
  }

  @Test
  void theLastOfManyValuesIsProclaimedAndAllComplete() {
    Election election = leading(Candidacy.plain());
    Leadership leadership = election.leadership().orElseThrow();
    store.when(FaultyStore.Call.AMEND, Fault.FAILS);
    for (int i = 1; i <= 20; i++) {
      subscribe("" + i, leadership.proclaim("page " + i));
    }
    Election observed = follower.observe("books");
    world.pass(MOMENT);
    assertThat(ends).isEmpty();
    store.healthy();
    world.pass(Duration.ofSeconds(10));
    assertThat(ends).hasSize(20).doesNotHaveDuplicates().last().isEqualTo("20");
    assertThat(seenBy(observed).value()).isEqualTo("page 20");
  }

  @Test
  void followersAreToldOfANewValueWithoutBeingStartedAnew() {
    Election election = leading(Candidacy.plain());
    Election observed = follower.observe("books");
    List<ElectionEvent> events = InVirtualTime.events(observed);
    List<String> calls = new ArrayList<>();
    observed.follow(
        new FollowerWorker() {
          @Override
          public void start(Leader leader) {
            calls.add("start");
          }

          @Override
          public void stop(Leader leader) {
            calls.add("stop");
          }
        });
    world.pass(MOMENT);
    subscribe("done", election.leadership().orElseThrow().proclaim("page 7"));
    world.pass(MOMENT);
    assertThat(InVirtualTime.only(LeaderChanged.class, events))
        .last()
        .extracting(changed -> changed.leader().value())
        .isEqualTo("page 7");
    assertThat(calls).containsExactly("start");
  }

  @Test
  void theNextLeaderIsToldOfTheOneBefore() {
    Election election = leading(Candidacy.plain());
    subscribe("done", election.leadership().orElseThrow().proclaim("page 7"));
    Election second = follower.join("books");
    world.pass(MOMENT);
    election.leave().subscribe();
    world.pass(MOMENT);
    Predecessor predecessor = second.leadership().orElseThrow().predecessor();
    assertThat(predecessor.value()).isEqualTo("page 7");
    assertThat(predecessor.candidate()).map(Candidate::name).contains("a");
    assertThat(predecessor.vacantFor()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void whatIsNotStoredFailsWhenTheTermEnds() {
    Election election = leading(Candidacy.plain().confirmed());
    Leadership leadership = election.leadership().orElseThrow();
    store.when(FaultyStore.Call.AMEND, Fault.STALLS);
    subscribe("ready", leadership.ready());
    subscribe("value", leadership.proclaim("x"));
    world.pass(MOMENT);
    assertThat(ends).isEmpty();
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(20));
    assertThat(ends).hasSize(2);
    subscribe("late", leadership.proclaim("y"));
    world.settle();
    assertThat(ends)
        .hasSize(3)
        .allSatisfy(
            end ->
                assertThat(end.toString())
                    .contains(
                        "IllegalStateException",
                        "the leadership of election 'books', term 1, has ended"));
  }

  @Test
  void whatIsTooLongIsRefusedAtOnce() {
    Leadership leadership = leading(Candidacy.plain()).leadership().orElseThrow();
    assertThatThrownBy(() -> leadership.proclaim("é".repeat(2049)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value takes 4098 bytes in UTF-8, more than 4096");
    assertThatThrownBy(() -> leadership.ready(Map.of("big", "x".repeat(5000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attributes of candidate 'a' take");
  }
}
