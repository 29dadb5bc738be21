package io.election4j.internal;

import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Library;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Hands actions to the store and answers each of them exactly once: with what the store says, or as
 * failed when it has not said it in time. Nothing is ever cancelled: an answer that comes too late
 * is dropped.
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
  private final Consumer<Input> answer;
  private final StoreMetrics tally = new StoreMetrics();

  StoreCalls(LeaseStore store, Threads threads, Duration timeout, Consumer<Input> answer) {
    this.store = store;
    this.threads = threads;
    this.timeout = timeout;
    this.answer = answer;
  }

  StoreMetrics tally() {
    return tally;
  }

  void perform(StoreRequest action) {
    if (action instanceof StoreRequest.Prepare) {
      answered(action, done(store::prepare)).within(PREPARE_TIMEOUT, threads.store());
    } else if (action instanceof StoreRequest.Renew renew) {
      answered(action, () -> store.renew(renew.lease())).within(timeout, threads.renewals());
    } else {
      answer(action).within(timeout, threads.store());
    }
  }

  private Answer<?> answer(StoreRequest action) {
    if (action instanceof StoreRequest.Open open) {
      return answered(action, () -> store.open(open.lease()));
    } else if (action instanceof StoreRequest.End end) {
      return answered(action, done(() -> store.end(end.lease())));
    } else if (action instanceof StoreRequest.Fence fence) {
      return answered(action, () -> store.fence(fence.lease(), fence.version()));
    } else if (action instanceof StoreRequest.Create create) {
      return answered(action, done(() -> store.create(create.elections())));
    } else if (action instanceof StoreRequest.Observe observe) {
      return observed(observe);
    }
    return answerOfMany(action);
  }

  private Answer<?> answerOfMany(StoreRequest action) {
    if (action instanceof StoreRequest.Claim claim) {
      int records = claim.seen().size();
      return written(action, records, () -> store.claim(claim.lease(), claim.seen()));
    } else if (action instanceof StoreRequest.Vacate vacate) {
      int records = vacate.vacations().size();
      return written(action, records, () -> store.amend(List.copyOf(vacate.vacations())));
    } else if (action instanceof StoreRequest.Publish publish) {
      int records = publish.publications().size();
      return written(action, records, () -> store.amend(List.copyOf(publish.publications())));
    } else if (action instanceof StoreRequest.ListLeases) {
      return store instanceof LeaseDirectory directory
          ? listed(action, directory::leases)
          : none(action);
    } else if (action instanceof StoreRequest.Purge purge
        && store instanceof LeaseDirectory directory) {
      return answered(action, done(() -> directory.purge(purge.ended())));
    }
    throw new IllegalArgumentException("action " + action + " is unknown");
  }

  private static Supplier<Publisher<Boolean>> done(Supplier<Mono<Void>> call) {
    return () -> call.get().thenReturn(true);
  }

  private Answer<Boolean> answered(
      StoreRequest action, Supplier<? extends Publisher<Boolean>> call) {
    return new Answer<>(
        action,
        call,
        (values, failure) -> {
          Throwable missing = missing(action, values, failure);
          tally.count(action, values, missing);
          return new Input.Answered(action.number(), !values.isEmpty() && values.get(0), missing);
        });
  }

  private Answer<ElectionRecord> written(
      StoreRequest action, int records, Supplier<Flux<ElectionRecord>> call) {
    return new Answer<>(
        action,
        call,
        (values, failure) -> {
          tally.count(action, records, values.size(), failure);
          return new Input.Written(action.number(), values, failure);
        });
  }

  private Answer<Lease> listed(StoreRequest action, Supplier<Flux<Lease>> call) {
    return new Answer<>(
        action,
        call,
        (values, failure) -> {
          tally.count(action, values, failure);
          return new Input.Listed(action.number(), values, failure);
        });
  }

  /** The store cannot list leases, so it is not asked. */
  private Answer<Lease> none(StoreRequest action) {
    return new Answer<>(
        action, Flux::empty, (values, failure) -> new Input.Listed(action.number(), values, null));
  }

  private Answer<Observation> observed(StoreRequest.Observe action) {
    return new Answer<>(
        action,
        () -> store.observe(action.since(), action.watched(), action.elections()),
        (values, failure) -> {
          Throwable missing = missing(action, values, failure);
          tally.count(action, values, missing);
          return new Input.Observed(
              action.number(), values.isEmpty() ? null : values.get(0), missing);
        });
  }

  private static @Nullable Throwable missing(
      StoreRequest action, List<?> values, @Nullable Throwable failure) {
    return failure == null && values.isEmpty()
        ? StoreException.unavailable(name(action) + " was answered with nothing", null)
        : failure;
  }

  private static String name(StoreRequest action) {
    return action.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private interface Reply<T> {
    Input of(List<T> values, @Nullable Throwable failure);
  }

  /** Collects one call's answer; whichever comes first, its end or the time-out, is the answer. */
  private final class Answer<T> {

    private final StoreRequest action;
    private final Supplier<? extends Publisher<T>> call;
    private final Reply<T> reply;
    private final List<T> values = new ArrayList<>();
    private boolean over;

    Answer(StoreRequest action, Supplier<? extends Publisher<T>> call, Reply<T> reply) {
      this.action = action;
      this.call = call;
      this.reply = reply;
    }

    void within(Duration limit, Scheduler caller) {
      try {
        Disposable timer =
            threads.engine().schedule(() -> late(limit), limit.toNanos(), TimeUnit.NANOSECONDS);
        caller.schedule(() -> call(timer));
      } catch (RejectedExecutionException disposed) {
        String asked = name(action) + " could not be asked of the store: its scheduler is closed";
        end(StoreException.unavailable(asked, disposed), null);
      }
    }

    private void call(Disposable timer) {
      try {
        Flux.defer(call)
            .subscribe(this::add, failure -> end(failure, timer), () -> end(null, timer));
      } catch (Throwable thrown) {
        Optional<StoreException> mismatch = Library.explain(thrown, List.of());
        end(
            mismatch.orElseGet(
                () -> StoreException.unavailable(name(action) + " threw " + thrown, thrown)),
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
          StoreException.unavailable(
              LATE + name(action) + " within " + limit.toMillis() + " ms", null),
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
      answer.accept(reply.of(List.copyOf(values), failure));
    }
  }
}
