package io.election4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** L29, and what of L16 shows only while the server does not answer. */
abstract class HangRules extends Rules {

  private static final Set<String> SHORT = Set.of("renew", "observe");

  /** What a machine that is busy may take to do next to nothing. */
  private static final Duration BUSY = Duration.ofMillis(400);

  @Test
  @Tag("L29")
  final void L29_whileTheServerHangsEveryCallEndsInTimeAndTheStoreWorksAgainAfterwards() {
    try (HangingProxy proxy = proxy();
        LeaseStore store = through(proxy)) {
      Map<String, Mono<?>> calls = calls(store);
      proxy.hang();

      Failures.outcomes(calls, patience().multipliedBy(4)).forEach(this::assertFailedInTime);

      proxy.heal();
      Recovery.await(store, patience().multipliedBy(3));
    }
  }

  private void assertFailedInTime(String call, Outcome outcome) {
    assertThat(outcome.kind())
        .as("check that %s has a time-out, also for its connection: %s", call, outcome)
        .contains(StoreException.Kind.UNAVAILABLE);
    // Half as long as one answer may take is for a machine that is busy.
    Duration bound = patience().multipliedBy(SHORT.contains(call) ? 1 : 3);
    assertThat(outcome.took())
        .as("check the time-outs of %s, that for its connection included", call)
        .isLessThan(bound.plus(patience().dividedBy(2)));
  }

  @Test
  @Tag("L29")
  final void L29_aRenewalDoesNotWaitBehindACallThatHangsOnItsConnection() {
    for (String call : List.of("observe", "claim", "create")) {
      try (HangingProxy proxy = proxy();
          LeaseStore store = through(proxy)) {
        Lease me = opened();
        Disposable hanging = hang(requireNonNull(calls(store).get(call)), proxy);
        for (int i = 0; i < 3; i++) {
          assertThat(Failures.outcome(store.renew(me.id()), tenths(3)))
              .as("check that renewals have a connection of their own while %s waits", call)
              .returns(true, Outcome::answeredTrue);
        }
        hanging.dispose();
      }
    }
  }

  @Test
  @Tag("L16")
  final void L16_subscribingNeverBlocksThoughTheServerHangs() {
    try (HangingProxy proxy = proxy();
        LeaseStore store = through(proxy)) {
      Map<String, Mono<?>> calls = calls(store);
      Disposable.Composite subscriptions = Disposables.composite();
      proxy.hang();

      calls.forEach(
          (name, call) -> {
            Mono<Void> subscribing =
                Mono.fromRunnable(() -> subscriptions.add(call.subscribe(any -> {}, failed -> {})));
            assertThat(Failures.outcome(subscribing, tenths(2)).end())
                .as("check that %s leaves the thread that subscribes before it waits", name)
                .isNotNull();
          });

      subscriptions.dispose();
    }
  }

  @Test
  @Tag("L16")
  final void L16_anEmptyCollectionCompletesThoughTheServerHangs() {
    try (HangingProxy proxy = proxy();
        LeaseStore store = through(proxy)) {
      Map<String, Mono<?>> calls = new LinkedHashMap<>();
      calls.put("create", store.create(List.of()));
      calls.put("claim", store.claim(Samples.lease(), List.of()).collectList());
      calls.put("amend", store.amend(List.of()).collectList());
      if (store instanceof LeaseDirectory directory) {
        calls.put("purge", directory.purge(List.of()));
      }
      proxy.hang();

      Failures.outcomes(calls, tenths(2))
          .forEach(
              (call, outcome) ->
                  assertThat(outcome.completed())
                      .as("check that %s of nothing asks nothing: %s", call, outcome)
                      .isTrue());
    }
  }

  private Duration tenths(int tenths) {
    Duration part = patience().multipliedBy(tenths).dividedBy(10);
    return part.compareTo(BUSY) < 0 ? BUSY : part;
  }

  private HangingProxy proxy() {
    Proxied way = declared(capabilities().proxied(), "way through a proxy");
    return new HangingProxy(way.host(), way.port());
  }

  /** Creates a store that has its connections by way of the proxy, and has used them. */
  private LeaseStore through(HangingProxy proxy) {
    Proxied way = capabilities().proxied().orElseThrow();
    LeaseStore store = closedLater(way.store().apply(proxy.host(), proxy.port()));
    patient(blocking(store)).prepare();
    Recovery.await(store, patience().multipliedBy(3));
    assertThat(proxy.used())
        .as("check that the store connects to the address given, and to none the server tells it")
        .isTrue();
    return store;
  }

  private Map<String, Mono<?>> calls(LeaseStore store) {
    Lease me = opened();
    ElectionRecord held = heldBy(me);
    return Failures.calls(store, me, held);
  }

  /** Makes a call on a connection that hangs from then on. */
  private Disposable hang(Mono<?> call, HangingProxy proxy) {
    Mono<Void> sent = Mono.fromFuture(proxy.hangNext());
    Disposable hanging = call.subscribeOn(Failures.THREADS).subscribe(any -> {}, failed -> {});
    Bounded.completed(sent, "sending", patience());
    return hanging;
  }
}
