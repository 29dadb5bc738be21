package io.election4j.mysql;

import io.election4j.spi.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.pool.PooledRef;

/**
 * One use of a connection for one caller. The caller may go at any time; the connection is then
 * given back when the statement in flight is done, or discarded when that takes too long. Nothing
 * here is ever cancelled.
 */
final class Call<T> {

  private final FluxSink<T> caller;
  private final Function<Session, ? extends Publisher<T>> work;
  private final Lane lane;
  private final Connections connections;
  private final Watch watch;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable PooledRef<Link> borrowed;
  private volatile boolean repeatable;

  Call(
      FluxSink<T> caller,
      Function<Session, ? extends Publisher<T>> work,
      Lane lane,
      Connections connections) {
    this.caller = caller;
    this.work = work;
    this.lane = lane;
    this.connections = connections;
    this.watch = connections.watch(lane, this::late);
  }

  void start() {
    caller.onCancel(watch::detach);
    // What does not fit the driver shows as such an error, which no publisher passes on.
    try {
      lane.borrow().subscribe(this::run, this::end);
    } catch (LinkageError mismatch) {
      end(mismatch);
    }
  }

  private void run(PooledRef<Link> link) {
    if (over.get()) {
      link.release().subscribe();
      return;
    }
    borrowed = link;
    repeatable = lane.repeatable(link.poolable());
    if (watch.detached()) {
      end(new Session.Detached());
      return;
    }
    Session session = new Session(link.poolable(), watch, connections.timer());
    Flux.defer(() -> work.apply(session)).subscribe(this::next, this::failed, () -> end(null));
  }

  /** A connection that died while nobody used it says so at once; it is the last of its kind. */
  private void failed(Throwable error) {
    PooledRef<Link> dead = borrowed;
    boolean again = repeatable && !over.get() && !watch.detached() && MySqlErrors.unanswered(error);
    if (again && dead != null) {
      borrowed = null;
      dead.poolable().discard();
      dead.invalidate().subscribe();
      lane.borrow().subscribe(this::run, this::end);
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

  private void end(@Nullable Throwable error) {
    if (over.compareAndSet(false, true)) {
      giveBack(error);
      if (error == null) {
        caller.complete();
      } else if (!caller.isCancelled()) {
        caller.error(connections.describe(error));
      }
    }
  }

  private void giveBack(@Nullable Throwable error) {
    PooledRef<Link> link = borrowed;
    if (link == null) {
      return;
    }
    if (error == null || error instanceof Session.Detached || error instanceof StoreException) {
      link.release().subscribe();
    } else {
      link.poolable().discard();
      link.invalidate().subscribe();
    }
  }

  private void late() {
    long most = lane.patience().toMillis();
    end(new MySqlErrors.Late("no answer to a statement within " + most + " ms"));
  }
}
