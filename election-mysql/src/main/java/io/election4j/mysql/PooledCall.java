package io.election4j.mysql;

import io.election4j.spi.StoreException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * One use of a connection for one caller. The caller may go at any time; the connection is then
 * given back when the statement in flight is done, or discarded when that takes too long. Nothing
 * here is ever cancelled.
 */
final class PooledCall<T> {

  private final Connections connections;
  private final ConnectionUse use;
  private final FluxSink<T> caller;
  private final Session.StatementTimeout timeout;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Connection borrowed;
  private volatile boolean repeatable;

  PooledCall(Connections connections, ConnectionUse use, FluxSink<T> caller) {
    this.connections = connections;
    this.use = use;
    this.caller = caller;
    this.timeout = new Session.StatementTimeout(connections, use, this::late);
  }

  void start(Function<? super Session, ? extends Publisher<T>> work) {
    caller.onCancel(timeout::detach);
    // What does not fit the driver shows as such an error, which no publisher passes on.
    try {
      borrow(work);
    } catch (LinkageError mismatch) {
      end(mismatch);
    }
  }

  private void borrow(Function<? super Session, ? extends Publisher<T>> work) {
    connections.borrow(use).subscribe(connection -> run(connection, work), this::end);
  }

  private void run(Connection connection, Function<? super Session, ? extends Publisher<T>> work) {
    if (over.get()) {
      giveBack(connection);
      return;
    }
    borrowed = connection;
    boolean reused = store(connection).use();
    repeatable = use.repeats() && reused;
    if (timeout.detached()) {
      end(new Session.Detached());
      return;
    }
    Session session = new Session(store(connection), timeout, connections.timer());
    Flux.defer(() -> work.apply(session))
        .subscribe(this::next, error -> failed(error, work), () -> end(null));
  }

  /** A connection that died while nobody used it says so at once; it is the last of its kind. */
  private void failed(Throwable error, Function<? super Session, ? extends Publisher<T>> work) {
    Connection dead = borrowed;
    boolean again =
        repeatable && !over.get() && !timeout.detached() && MySqlErrors.unanswered(error);
    if (again && dead != null) {
      borrowed = null;
      discard(dead);
      borrow(work);
    } else {
      end(error);
    }
  }

  private void next(T value) {
    repeatable = false;
    if (!over.get()) {
      caller.next(value);
    }
  }

  private void late() {
    long most = connections.limits().statement(use).toMillis();
    end(new MySqlErrors.Late("no answer to a statement within " + most + " ms"));
  }

  private void end(@Nullable Throwable error) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    Connection connection = borrowed;
    if (connection != null) {
      if (error == null || error instanceof Session.Detached || error instanceof StoreException) {
        giveBack(connection);
      } else {
        discard(connection);
      }
    }
    if (error == null) {
      caller.complete();
    } else if (!caller.isCancelled()) {
      caller.error(connections.describe(error));
    }
  }

  /** Gives a connection back to its pool, which drops it if it is discarded; twice does no harm. */
  static void giveBack(Connection pooled) {
    Mono.defer(() -> Mono.from(pooled.close())).onErrorComplete().subscribe();
  }

  /** A pool can only be given a connection back: it has no way to be told to drop one. */
  private static void discard(Connection pooled) {
    store(pooled).discard();
    giveBack(pooled);
  }

  private static StoreConnection store(Connection pooled) {
    return (StoreConnection) ((Wrapped<?>) pooled).unwrap();
  }
}
