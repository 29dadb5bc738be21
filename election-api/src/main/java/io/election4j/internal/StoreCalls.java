package io.election4j.internal;

import io.election4j.StoreStatus.Operation;
import io.election4j.StoreStatus.Outcomes;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Library;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Hands requests to the store and answers each of them exactly once: with what the store says, or
 * as failed when it has not said it in time; and counts the answers. Nothing is ever cancelled: an
 * answer that comes too late is dropped.
 *
 * <p>The store is called on threads of its own, since drivers load classes, look up hosts or build
 * large statements when they are subscribed to; renewals wait behind nothing else there.
 */
final class StoreCalls {

  /** Preparing may create tables, and stores bound it themselves. */
  private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(60);

  /** How the text of a time-out begins. */
  static final String LATE = "the store did not answer to ";

  private final LeaseStore store;
  private final Threads threads;
  private final Duration timeout;
  private final Map<Operation, Outcomes> counts = new EnumMap<>(Operation.class);

  StoreCalls(LeaseStore store, Threads threads, Duration timeout) {
    this.store = store;
    this.threads = threads;
    this.timeout = timeout;
  }

  /** How a request is made, and how what the store says becomes an input. */
  private record Call<T>(
      Operation operation, Supplier<? extends Publisher<T>> asked, Reply<T> reply) {}

  private interface Reply<T> {
    Input.Reply of(List<T> values, @Nullable Throwable failure);
  }

  void perform(StoreRequest request, BiConsumer<Operation, Input.Reply> answer) {
    Call<?> call = call(request);
    boolean prepares = call.operation == Operation.PREPARE;
    new Answer<>(call, answer)
        .within(
            prepares ? PREPARE_TIMEOUT : timeout,
            call.operation == Operation.RENEW ? threads.renewals() : threads.store());
  }

  private Call<?> call(StoreRequest request) {
    if (request instanceof StoreRequest.Prepare) {
      return answered(Operation.PREPARE, request, done(store::prepare));
    } else if (request instanceof StoreRequest.Open open) {
      return answered(Operation.OPEN, request, () -> store.open(open.lease()));
    } else if (request instanceof StoreRequest.Renew renew) {
      return answered(Operation.RENEW, request, () -> store.renew(renew.lease()));
    } else if (request instanceof StoreRequest.End end) {
      return answered(Operation.END, request, done(() -> store.end(end.lease())));
    } else if (request instanceof StoreRequest.Fence fence) {
      return answered(Operation.FENCE, request, () -> store.fence(fence.lease(), fence.version()));
    } else if (request instanceof StoreRequest.Create create) {
      return answered(Operation.CREATE, request, done(() -> store.create(create.elections())));
    } else if (request instanceof StoreRequest.Observe observe) {
      return observed(observe);
    }
    return callOfMany(request);
  }

  private Call<?> callOfMany(StoreRequest request) {
    if (request instanceof StoreRequest.Claim claim) {
      int records = claim.seen().size();
      return written(
          Operation.CLAIM, claim.number(), records, () -> store.claim(claim.lease(), claim.seen()));
    } else if (request instanceof StoreRequest.Vacate vacate) {
      return amended(Operation.VACATE, vacate.number(), List.copyOf(vacate.vacations()));
    } else if (request instanceof StoreRequest.Publish publish) {
      return amended(Operation.PUBLISH, publish.number(), List.copyOf(publish.publications()));
    } else if (request instanceof StoreRequest.ListLeases) {
      return listed(request.number());
    } else if (request instanceof StoreRequest.Purge purge
        && store instanceof LeaseDirectory directory) {
      return answered(Operation.PURGE, request, done(() -> directory.purge(purge.ended())));
    }
    throw new IllegalArgumentException("request " + request + " is unknown");
  }

  private static Supplier<Publisher<Boolean>> done(Supplier<Mono<Void>> call) {
    return () -> call.get().thenReturn(true);
  }

  private Call<Boolean> answered(
      Operation operation, StoreRequest request, Supplier<? extends Publisher<Boolean>> asked) {
    return new Call<>(
        operation,
        asked,
        (values, failure) -> {
          Throwable missing = missing(operation, values, failure);
          boolean applied = !values.isEmpty() && values.get(0);
          count(operation, 1, missing == null && applied ? 1 : 0, missing);
          return new Input.Answered(request.number(), applied, missing);
        });
  }

  private Call<?> amended(Operation operation, long number, List<Amendment> amendments) {
    return written(operation, number, amendments.size(), () -> store.amend(amendments));
  }

  private Call<?> written(
      Operation operation, long number, int records, Supplier<Flux<ElectionRecord>> asked) {
    return new Call<>(
        operation,
        asked,
        (values, failure) -> {
          count(operation, records, values.size(), failure);
          return new Input.Written(number, values, failure);
        });
  }

  /** A store that cannot list leases is not asked. */
  private Call<?> listed(long number) {
    if (!(store instanceof LeaseDirectory directory)) {
      return new Call<>(
          Operation.LIST_LEASES,
          Flux::<Lease>empty,
          (none, failure) -> new Input.Listed(number, none, null));
    }
    return new Call<>(
        Operation.LIST_LEASES,
        directory::leases,
        (values, failure) -> {
          count(Operation.LIST_LEASES, 1, failure == null ? 1 : 0, failure);
          return new Input.Listed(number, values, failure);
        });
  }

  private Call<?> observed(StoreRequest.Observe observe) {
    return new Call<>(
        Operation.OBSERVE,
        () -> store.observe(observe.since(), observe.watched(), observe.elections()),
        (values, failure) -> {
          Throwable missing = missing(Operation.OBSERVE, values, failure);
          count(Operation.OBSERVE, 1, missing == null ? 1 : 0, missing);
          return new Input.Observed(
              observe.number(), values.isEmpty() ? null : values.get(0), missing);
        });
  }

  private static @Nullable Throwable missing(
      Operation operation, List<?> values, @Nullable Throwable failure) {
    return failure == null && values.isEmpty()
        ? StoreException.unavailable(name(operation) + " was answered with nothing", null)
        : failure;
  }

  private static String name(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  // == How often it was asked what ==

  synchronized Map<Operation, Outcomes> counts() {
    return Map.copyOf(counts);
  }

  private synchronized void count(
      Operation operation, int records, int applied, @Nullable Throwable failure) {
    int rest = records - applied;
    boolean known = failure == null || Input.Reply.unstorable(failure);
    Outcomes more = new Outcomes(applied, known ? rest : 0, known ? 0 : rest);
    counts.merge(operation, more, StoreCalls::sum);
  }

  private static Outcomes sum(Outcomes a, Outcomes b) {
    return new Outcomes(
        a.applied() + b.applied(), a.refused() + b.refused(), a.unknown() + b.unknown());
  }

  /** Collects one call's answer; whichever comes first, its end or the time-out, is the answer. */
  private final class Answer<T> {

    private final Call<T> call;
    private final BiConsumer<Operation, Input.Reply> answer;
    private final List<T> values = new ArrayList<>();
    private boolean over;

    Answer(Call<T> call, BiConsumer<Operation, Input.Reply> answer) {
      this.call = call;
      this.answer = answer;
    }

    void within(Duration limit, Scheduler caller) {
      try {
        Disposable timer =
            threads.engine().schedule(() -> late(limit), limit.toNanos(), TimeUnit.NANOSECONDS);
        caller.schedule(() -> call(timer));
      } catch (RejectedExecutionException disposed) {
        String asked = name() + " could not be asked of the store: its scheduler is closed";
        end(StoreException.unavailable(asked, disposed), null);
      }
    }

    private String name() {
      return StoreCalls.name(call.operation);
    }

    private void call(Disposable timer) {
      try {
        Flux.defer(call.asked)
            .subscribe(this::add, failure -> end(failure, timer), () -> end(null, timer));
      } catch (Throwable thrown) {
        Optional<StoreException> mismatch = Library.explain(thrown, List.of());
        end(
            mismatch.orElseGet(
                () -> StoreException.unavailable(name() + " threw " + thrown, thrown)),
            timer);
        if (mismatch.isEmpty()) {
          throw thrown;
        }
      }
    }

    private synchronized void add(T value) {
      if (!over) {
        values.add(value);
      }
    }

    private void late(Duration limit) {
      end(
          StoreException.unavailable(LATE + name() + " within " + limit.toMillis() + " ms", null),
          null);
    }

    private void end(@Nullable Throwable failure, @Nullable Disposable timer) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      if (timer != null) {
        timer.dispose();
      }
      answer.accept(call.operation, call.reply.of(List.copyOf(values), failure));
    }
  }
}
