package io.election4j.mysql;

import io.election4j.mysql.ConnectionSource.Attempt;
import io.election4j.spi.support.NonCancellingTimeout;
import io.election4j.sql.Dialect;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A connection as the pools keep it: set up, with bounds to its waiting, and closed for certain.
 */
final class StoreConnection implements Connection {

  /** For an idle connection to prove that it is alive. */
  static final Duration VALIDATION = Duration.ofSeconds(1);

  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Connection driver;
  private final Attempt attempt;
  private final Scheduler timer;
  private volatile Dialect.@Nullable Former before;
  private volatile String identity = "";
  private volatile boolean used;
  private volatile boolean discarded;

  /**
   * @param driver as the driver makes it, or somebody else's pool
   * @param attempt that made it, which is over when this is closed
   */
  StoreConnection(Connection driver, Attempt attempt, Scheduler timer) {
    this.driver = driver;
    this.attempt = attempt;
    this.timer = timer;
  }

  /** Makes the session fit for the store; closes this if that fails. */
  Mono<StoreConnection> setUp() {
    RawSession session = new RawSession(driver);
    Dialect dialect = session.dialect();
    Mono<Dialect.Former> found =
        attempt.borrowed()
            ? dialect.former(session).doOnNext(state -> before = state)
            : Mono.empty();
    return found
        .then(Mono.defer(() -> dialect.setUp(session)))
        .then(Mono.defer(() -> dialect.identify(session)))
        .doOnNext(expression -> identity = expression)
        .thenReturn(this)
        .onErrorResume(error -> close().then(Mono.error(error)));
  }

  /** Returns the SQL expression that names this server's data. */
  String identity() {
    return identity;
  }

  /** Says that this is used now; returns whether it was before, and so may have died since. */
  boolean use() {
    boolean again = used;
    used = true;
    return again;
  }

  /**
   * Completes with {@code true} if the server still answers, or at least was not seen to go. What
   * was never used is not asked. Unlike others this fails as {@link Dead} and closes itself where
   * they emit {@code false}, so that whoever borrows can tell a connection that has died from one
   * that cannot be made.
   */
  @Override
  public Mono<Boolean> validate(ValidationDepth depth) {
    if (discarded) {
      return Mono.error(Dead::new);
    }
    return used
        ? bounded(VALIDATION, driver.validate(depth)).onErrorReturn(false).flatMap(this::alive)
        : Mono.just(true);
  }

  private Mono<Boolean> alive(boolean alive) {
    if (alive) {
      return Mono.just(true);
    }
    discard();
    return Mono.error(new Dead());
  }

  /**
   * Closes this whatever goes on on it; nobody waits for that. A pool that gets it back will not
   * keep it.
   */
  void discard() {
    discarded = true;
    end().subscribe();
  }

  /** Closes the socket below, or where that is not ours, leaves it to the driver. */
  void abort() {
    if (attempt.socket() == null) {
      discard();
    } else {
      discarded = true;
      attempt.end();
    }
  }

  /** Closes this, by force if the driver cannot do it soon; never fails. */
  @Override
  public Mono<Void> close() {
    return Mono.defer(() -> discarded ? Mono.empty() : end());
  }

  private Mono<Void> end() {
    Dialect.Former former = before;
    Mono<Void> putBack =
        former == null ? Mono.empty() : former.restore(new RawSession(driver)).onErrorComplete();
    return bounded(CLOSING, putBack.then(Mono.<Void>from(driver.close())))
        .onErrorComplete()
        .doFinally(end -> attempt.end());
  }

  private <T> Mono<T> bounded(Duration most, Publisher<T> source) {
    Supplier<Throwable> late = () -> new IllegalStateException("late");
    return new NonCancellingTimeout(most, timer).await(source, late, value -> {});
  }

  /** A connection has died while nobody used it. */
  static final class Dead extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Dead() {
      super("connections close as soon as they are made", null, false, false);
    }
  }

  // == What only the driver does ==

  @Override
  public Statement createStatement(String sql) {
    return driver.createStatement(sql);
  }

  @Override
  public Batch createBatch() {
    return driver.createBatch();
  }

  @Override
  public ConnectionMetadata getMetadata() {
    return driver.getMetadata();
  }

  @Override
  public Publisher<Void> beginTransaction() {
    return driver.beginTransaction();
  }

  @Override
  public Publisher<Void> beginTransaction(TransactionDefinition definition) {
    return driver.beginTransaction(definition);
  }

  @Override
  public Publisher<Void> commitTransaction() {
    return driver.commitTransaction();
  }

  @Override
  public Publisher<Void> rollbackTransaction() {
    return driver.rollbackTransaction();
  }

  @Override
  public Publisher<Void> createSavepoint(String name) {
    return driver.createSavepoint(name);
  }

  @Override
  public Publisher<Void> releaseSavepoint(String name) {
    return driver.releaseSavepoint(name);
  }

  @Override
  public Publisher<Void> rollbackTransactionToSavepoint(String name) {
    return driver.rollbackTransactionToSavepoint(name);
  }

  @Override
  public boolean isAutoCommit() {
    return driver.isAutoCommit();
  }

  @Override
  public Publisher<Void> setAutoCommit(boolean autoCommit) {
    return driver.setAutoCommit(autoCommit);
  }

  @Override
  public IsolationLevel getTransactionIsolationLevel() {
    return driver.getTransactionIsolationLevel();
  }

  @Override
  public Publisher<Void> setTransactionIsolationLevel(IsolationLevel level) {
    return driver.setTransactionIsolationLevel(level);
  }

  @Override
  public Publisher<Void> setLockWaitTimeout(Duration timeout) {
    return driver.setLockWaitTimeout(timeout);
  }

  @Override
  public Publisher<Void> setStatementTimeout(Duration timeout) {
    return driver.setStatementTimeout(timeout);
  }
}
