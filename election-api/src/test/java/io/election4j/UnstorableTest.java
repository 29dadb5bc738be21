package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is told of texts that the store can never keep, and what goes on. */
class UnstorableTest {

  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static final StoreException CANNOT_KEEP =
      StoreException.unstorable("half a character", null);

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store =
      new FaultyStore(world.data.connect()) {
        @Override
        public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
          boolean bad =
              amendments.stream()
                  .anyMatch(one -> one instanceof Publish publish && publish.value().equals("bad"));
          return bad
              ? mono(Call.AMEND, Mono.<ElectionRecord>error(CANNOT_KEEP)).flux()
              : super.amend(amendments);
        }
      };
  private final List<StoreEvent> outages = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();

  private Elections process() {
    Elections process = world.process("a", store);
    process.storeEvents().subscribe(outages::add);
    return process;
  }

  private void assertToldThatItCannotBeKept() {
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            StoreException.class,
            why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.UNSTORABLE));
  }

  @Test
  void whoeverJoinsAnElectionThatCannotBeKeptIsToldAndNobodyElse() {
    Elections process = process();
    Election other = process.join("books");
    world.pass(A_WHILE);
    store.when(Call.CREATE, Fault.CANNOT_KEEP);
    store.forget();

    process.join("films").events().subscribe(event -> {}, told::add);
    world.pass(A_WHILE.multipliedBy(10));

    assertToldThatItCannotBeKept();
    assertThat(store.count(Call.CREATE)).isOne();
    assertThat(other.leadership()).isPresent();
    assertThat(process.status().elections())
        .extracting(ElectionStatus::election)
        .containsExactly("books");
    assertThat(process.status().store().available()).isTrue();
    assertThat(process.status().store().operations().get(StoreStatus.Operation.CREATE))
        .isEqualTo(new StoreStatus.Outcomes(1, 1, 0));
    assertThat(outages).isEmpty();
  }

  @Test
  void anElectionThatCouldNotBeKeptCanBeJoinedAgain() {
    Elections process = process();
    store.when(Call.CREATE, Fault.CANNOT_KEEP);
    process.join("films").events().subscribe(event -> {}, told::add);
    world.pass(A_WHILE);
    assertToldThatItCannotBeKept();

    store.healthy();
    Election again = process.join("films");
    world.pass(A_WHILE);

    assertThat(again.leadership()).isPresent();
  }

  @Test
  void whoeverProclaimsAValueThatCannotBeKeptIsToldAndGoesOnLeading() {
    Elections process = process();
    Election election = process.join("books");
    world.pass(A_WHILE);
    Leadership leadership = election.leadership().orElseThrow();
    leadership.proclaim("good").subscribe();
    world.pass(A_WHILE);
    store.forget();

    leadership.proclaim("bad").subscribe(nothing -> {}, told::add);
    world.pass(A_WHILE.multipliedBy(10));

    assertToldThatItCannotBeKept();
    assertThat(store.count(Call.AMEND)).isOne();
    assertThat(leadership.isValid()).isTrue();
    assertThat(election.leader()).map(Leader::value).contains("good");
    assertThat(process.status().store().available()).isTrue();
    assertThat(outages).isEmpty();
  }

  @Test
  void whatWasProclaimedBeforeAndAfterIsPublishedAllTheSame() {
    Elections process = process();
    Election election = process.join("books");
    world.pass(A_WHILE);
    Leadership leadership = election.leadership().orElseThrow();
    List<String> stored = new ArrayList<>();

    store.when(Call.AMEND, Fault.FAILS);
    leadership.proclaim("before").subscribe(nothing -> {}, told::add, () -> stored.add("before"));
    leadership.proclaim("bad").subscribe(nothing -> {}, told::add);
    world.settle();
    store.healthy();
    world.pass(A_WHILE);

    assertThat(election.leader()).map(Leader::value).contains("before");
    leadership.proclaim("after").subscribe(nothing -> {}, told::add, () -> stored.add("after"));
    world.pass(A_WHILE);
    assertThat(election.leader()).map(Leader::value).contains("after");
    assertThat(stored).containsExactly("before", "after");
    assertToldThatItCannotBeKept();
  }

  @Test
  void aCandidateThatCannotBeKeptIsToldInEveryElectionItStandsIn() {
    Elections process = process();
    store.when(Call.OPEN, Fault.CANNOT_KEEP);
    process.join("books").events().subscribe(event -> {}, told::add);
    Election watched = process.observe("films");
    world.pass(A_WHILE.multipliedBy(10));

    assertToldThatItCannotBeKept();
    assertThat(store.count(Call.OPEN)).isOne();
    assertThat(watched.status().running()).isTrue();
    assertThat(outages).isEmpty();
  }
}
