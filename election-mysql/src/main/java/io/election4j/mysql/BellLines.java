package io.election4j.mysql;

import io.election4j.spi.StoreException;
import io.election4j.spi.support.NonCancellingTimeout;
import io.election4j.sql.SqlSession;
import io.election4j.sql.bell.BellConnection;
import io.election4j.sql.bell.BellConnections;
import io.election4j.sql.bell.NoDoorbell;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Connections of the doorbell: beside the pools, so that nothing else ever waits for one. */
record BellLines(Connections connections) implements BellConnections {

  private static final int LISTENERS = 3;

  /** What takes longer waits for a lock. */
  private static final Duration SOON = Duration.ofMillis(200);

  @Override
  public Mono<BellConnection> open() {
    return connections.foreign()
        ? Mono.error(new NoDoorbell("the connection factory was handed in"))
        : connections.apart().map(made -> new Line(made, connections.timer()));
  }

  @Override
  public <T> Mono<T> read(Function<SqlSession, Mono<T>> work) {
    return connections.use(ConnectionUse.READ, work).singleOrEmpty();
  }

  @Override
  public Scheduler scheduler() {
    return connections.timer();
  }

  @Override
  public int listeners() {
    return LISTENERS;
  }

  @Override
  public StoreException describe(Throwable error) {
    return connections.describe(error);
  }

  @Override
  public String name() {
    return connections.name();
  }

  /** One connection. */
  private static final class Line extends BoundedSession implements BellConnection {

    private final AtomicBoolean dropped = new AtomicBoolean();

    /** When the statement of now began; 0 if there is none. */
    private volatile long begunNanos;

    Line(StoreConnection connection, Scheduler timer) {
      super(connection, timer);
    }

    @Override
    public SqlSession session() {
      return this;
    }

    /**
     * While the server keeps a lock waiting, the driver would wait with it. Any other statement is
     * done soon, and the server is told afterwards.
     */
    @Override
    public void drop() {
      if (!dropped.compareAndSet(false, true)) {
        return;
      }
      long begun = begunNanos;
      if (begun != 0 && System.nanoTime() - begun > SOON.toNanos()) {
        connection.abort();
      } else {
        connection.close().subscribe();
      }
    }

    @Override
    <T> Mono<T> bounded(Mono<T> statement) {
      return Mono.defer(
          () -> {
            begunNanos = System.nanoTime() | 1;
            Mono<T> done = statement.doOnTerminate(() -> begunNanos = 0);
            return new NonCancellingTimeout(ANSWER, timer).await(done, this::late, value -> {});
          });
    }

    private Throwable late() {
      connection.abort();
      return new MySqlErrors.Late("no answer to the doorbell within " + ANSWER.toMillis() + " ms");
    }
  }
}
