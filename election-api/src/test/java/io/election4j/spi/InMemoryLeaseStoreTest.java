package io.election4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Candidate;
import io.election4j.spi.ChangePush.Change;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

/** What only this store promises; the rules of all stores are the testkit's business. */
class InMemoryLeaseStoreTest {

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final Lease lease =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("one"));

  @Test
  void connectionsShareTheirDataAndNothingElse() {
    InMemoryLeaseStore other = store.connect();
    store.open(lease).block();
    store.close();

    assertThat(other.renew(lease.id()).block()).isTrue();
    assertThat(store.connect().renew(lease.id()).block()).isTrue();
    assertThatThrownBy(() -> store.renew(lease.id()).block())
        .isInstanceOf(StoreException.class)
        .hasMessage("the in-memory store is closed");
  }

  @Test
  void everyStoreHasAnIdentityOfItsOwn() {
    assertThat(identityOf(store))
        .isEqualTo(identityOf(store.connect()))
        .isNotEqualTo(identityOf(InMemoryLeaseStore.create()));
  }

  @Test
  void aSlowSubscriberKeepsNobodyWaitingAndMissesNothing() {
    List<String> names = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
    StepVerifier.create(store.changes(), 0)
        .expectSubscription()
        .then(() -> store.create(names).block())
        .thenRequest(1)
        .expectNext(new Change.Opened())
        .thenRequest(1000)
        .expectNextSequence(names.stream().map(InMemoryLeaseStoreTest::written).toList())
        .thenCancel()
        .verify(Duration.ofSeconds(5));
  }

  @Test
  void aCancelledSubscriberIsForgotten() {
    BaseSubscriber<Change> subscriber = new BaseSubscriber<>() {};
    store.changes().subscribe(subscriber);
    subscriber.cancel();

    StepVerifier.create(store.changes())
        .expectNext(new Change.Opened())
        .then(() -> store.create(List.of("a")).block())
        .expectNext(written("a"))
        .thenCancel()
        .verify(Duration.ofSeconds(5));
  }

  private static Change written(String election) {
    return new Change.Written(ElectionRecord.created(election));
  }

  private static String identityOf(LeaseStore store) {
    return store.observe(null, List.of(), List.of()).block().identity();
  }
}
