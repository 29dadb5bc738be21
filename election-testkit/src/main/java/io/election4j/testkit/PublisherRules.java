package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** L16: nothing happens before the subscription, and the same again with every one. */
abstract class PublisherRules extends Rules {

  @Test
  final void L16_nothingIsSentBeforeTheSubscription() {
    Lease mine = opened();
    Lease absent = Samples.lease();
    ElectionRecord held = heldBy(mine);
    ElectionRecord vacant = vacant();
    String uncreated = Samples.election();
    LeaseStore store = store().reactive();

    List<Publisher<?>> unsubscribed =
        List.of(
            store.open(absent),
            store.renew(mine.id()),
            store.end(mine.id()),
            store.fence(mine.id(), 1),
            store.fence(absent.id(), 0),
            store.create(List.of(uncreated)),
            store.claim(mine, List.of(vacant)),
            store.amend(List.of(new Amendment.Vacate(held))),
            store.observe(null, List.of(), List.of()));

    assertThat(unsubscribed).doesNotContainNull();
    Observation seen =
        other()
            .observe(
                null,
                List.of(mine.id(), absent.id()),
                List.of(held.election(), vacant.election(), uncreated));
    assertThat(seen.leases()).as("check that statements start in a defer").containsExactly(mine);
    assertThat(seen.records()).containsExactlyInAnyOrder(held, vacant);
  }

  @Test
  final void L16_everySubscriptionRenewsAgain() {
    Lease lease = opened();
    Mono<Boolean> renewal = store().reactive().renew(lease.id());

    for (int i = 0; i < 3; i++) {
      assertThat(answer(renewal)).isTrue();
    }

    assertThat(other().lease(lease.id())).get().extracting(Lease::version).isEqualTo(4L);
  }

  @Test
  final void L16_everySubscriptionDecidesAgain() {
    Lease lease = opened();
    Mono<Boolean> opening = store().reactive().open(lease);
    Mono<Boolean> fence = store().reactive().fence(lease.id(), 1);
    Mono<Void> end = store().reactive().end(lease.id());

    assertThat(answer(opening)).isTrue();
    assertThat(answer(fence)).isTrue();
    assertThat(answer(fence)).as("the second subscription finds the lease ENDED").isFalse();
    assertThat(answer(opening)).isFalse();
    Bounded.completed(end, "end", patience());
    Bounded.completed(end, "end", patience());
  }

  @Test
  final void L16_everySubscriptionClaimsAndAmendsAgain() {
    ElectionRecord seen = vacant();
    Flux<ElectionRecord> claim = store().reactive().claim(opened(), List.of(seen));

    List<ElectionRecord> won = answer(claim.collectList());
    assertThat(won).hasSize(1);
    assertThat(answer(claim.collectList()))
        .as("the second subscription finds the record held")
        .isEmpty();

    Flux<ElectionRecord> vacancy =
        store().reactive().amend(List.of(new Amendment.Vacate(won.get(0))));
    assertThat(answer(vacancy.collectList())).hasSize(1);
    assertThat(answer(vacancy.collectList())).isEmpty();
  }

  @Test
  final void L16_everySubscriptionReadsAgain() {
    Lease lease = opened();
    Mono<Observation> reading = store().reactive().observe(null, List.of(lease.id()), List.of());

    Observation before = answer(reading);
    other().renew(lease.id());

    assertThat(answer(reading).leases()).isNotEqualTo(before.leases());
  }

  @Test
  final void L16_anEmptyCollectionCompletesEmpty() {
    Lease me = opened();
    ElectionRecord held = heldBy(me);

    store().create(List.of());
    assertThat(store().claim(me, List.of())).isEmpty();
    assertThat(store().amend(List.of())).isEmpty();

    assertThat(other().record(held.election()))
        .as("an empty batch touches nothing")
        .isEqualTo(held);
    assertThat(other().lease(me.id())).contains(me);
  }

  @Test
  final void L16_manyWonAreGivenAtThePaceAskedFor() {
    List<String> elections = Samples.elections(50);
    store().create(elections);
    Flux<ElectionRecord> claim =
        store()
            .reactive()
            .claim(opened(), elections.stream().map(ElectionRecord::created).toList());

    List<ElectionRecord> won = answer(claim.limitRate(1).collectList());

    assertThat(won)
        .extracting(ElectionRecord::election)
        .containsExactlyInAnyOrderElementsOf(elections);
  }

  private <T> T answer(Mono<T> call) {
    return Bounded.answer(call, "the call", patience());
  }
}
