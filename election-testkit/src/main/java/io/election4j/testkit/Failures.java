package io.election4j.testkit;

import static java.util.Objects.requireNonNull;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/** How calls end that should fail. */
final class Failures {

  private Failures() {}

  /** How a call ended; {@code null} if it did not. */
  record Outcome(@Nullable Signal<?> end) {

    Optional<StoreException.Kind> kind() {
      return end != null && end.getThrowable() instanceof StoreException failure
          ? Optional.of(failure.kind())
          : Optional.empty();
    }

    /** Returns all that a log would show, but stack traces. */
    String text() {
      StringBuilder text = new StringBuilder();
      Throwable failure = end == null ? null : end.getThrowable();
      while (failure != null) {
        text.append(failure).append('\n');
        failure = failure.getCause();
      }
      return text.toString();
    }

    @Override
    public String toString() {
      if (end == null) {
        return "it did not end";
      }
      return end.isOnError() ? "it failed with " + end.getThrowable() : "it answered " + end.get();
    }
  }

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

  /** Returns whether a call fails, at once or later. */
  static boolean refuses(Supplier<Mono<Void>> call, Duration patience) {
    Signal<?> end = outcome(Mono.defer(call), patience).end();
    if (end == null) {
      throw new AssertionError("no end within " + patience.multipliedBy(2).toMillis() + " ms");
    }
    return end.isOnError();
  }

  static Outcome outcome(Mono<?> call, Duration patience) {
    return new Outcome(
        call.map(Object.class::cast)
            .materialize()
            .timeout(patience.multipliedBy(2), Mono.empty())
            .block());
  }

  /** Makes all calls at the same time. */
  static Map<String, Outcome> outcomes(Map<String, Mono<?>> calls, Duration patience) {
    return requireNonNull(
        Flux.fromIterable(calls.entrySet())
            .flatMap(
                call ->
                    Mono.fromSupplier(
                            () -> Map.entry(call.getKey(), outcome(call.getValue(), patience)))
                        .subscribeOn(Schedulers.boundedElastic()),
                calls.size())
            .collectMap(Map.Entry::getKey, Map.Entry::getValue)
            .block());
  }
}
