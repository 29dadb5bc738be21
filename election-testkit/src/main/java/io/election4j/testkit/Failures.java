package io.election4j.testkit;

import static java.util.Objects.requireNonNull;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** How calls end that should fail. */
final class Failures {

  /** As many as there may be calls that block. */
  static final Scheduler THREADS =
      Schedulers.newBoundedElastic(1_000, 1_000, "testkit-calls", 10, true);

  private Failures() {}

  /** Returns a call of every kind that writes. */
  static Map<String, Mono<?>> writes(LeaseStore store, Lease me, ElectionRecord held) {
    Map<String, Mono<?>> writes = new LinkedHashMap<>();
    writes.put("prepare", store.prepare());
    writes.put("open", store.open(me));
    writes.put("renew", store.renew(me.id()));
    writes.put("end", store.end(me.id()));
    writes.put("fence", store.fence(me.id(), me.version()));
    writes.put("create", store.create(List.of(Samples.election())));
    writes.put("claim", store.claim(me, List.of(held)).collectList());
    writes.put("vacate", store.amend(List.of(new Amendment.Vacate(held))).collectList());
    writes.put(
        "publish",
        store.amend(List.of(new Amendment.Publish(held, me.candidate(), "new"))).collectList());
    writes.put(
        "ask",
        store.amend(List.of(new Amendment.Ask(held, Request.resign("somebody")))).collectList());
    if (store instanceof LeaseDirectory directory) {
      writes.put("purge", directory.purge(List.of(LeaseId.random())));
    }
    return writes;
  }

  /** Returns a call of every kind. */
  static Map<String, Mono<?>> calls(LeaseStore store, Lease me, ElectionRecord held) {
    Map<String, Mono<?>> calls = writes(store, me, held);
    calls.put("observe", store.observe(Marker.START, List.of(me.id()), List.of(held.election())));
    if (store instanceof LeaseDirectory directory) {
      calls.put("leases", directory.leases().collectList());
    }
    return calls;
  }

  /** Returns whether a call fails, at once or later. */
  static boolean refuses(Supplier<Mono<Void>> call, Duration patience) {
    Duration most = patience.multipliedBy(2);
    Signal<?> end = outcome(Mono.defer(call), most).end();
    if (end == null) {
      throw new AssertionError("no end within " + most.toMillis() + " ms");
    }
    return end.isOnError();
  }

  /** Makes a call on a thread of its own, and waits for its end. */
  static Outcome outcome(Mono<?> call, Duration most) {
    return requireNonNull(outcomes(Map.of("call", call), most).get("call"));
  }

  /** Makes all calls at the same time, each on a thread of its own, and waits for their ends. */
  static Map<String, Outcome> outcomes(Map<String, Mono<?>> calls, Duration most) {
    return requireNonNull(
        Flux.fromIterable(calls.entrySet())
            .flatMap(call -> ended(call.getValue(), most).map(end -> Map.entry(call.getKey(), end)))
            .collectMap(Map.Entry::getKey, Map.Entry::getValue)
            .block());
  }

  private static Mono<Outcome> ended(Mono<?> call, Duration most) {
    return call.map(Object.class::cast)
        .subscribeOn(THREADS)
        .materialize()
        .map(Optional::of)
        .timeout(most, Mono.just(Optional.empty()))
        .elapsed()
        .map(end -> new Outcome(end.getT2().orElse(null), Duration.ofMillis(end.getT1())));
  }
}
