package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.servers.proxy.FaultProxy;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** Connections that come too late, and drivers that wait for ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StuckConnectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server = TestServers.postgreSql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Mono.delay(Duration.ofMillis(20)).block();
    }
  }

  private HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(place.url());
    config.setUsername(place.user());
    config.setPassword(place.password());
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  @Test
  void aConnectionThatCameTooLateForWhoeverAskedIsGivenBackAtTheEnd() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (HikariDataSource pool = pool()) {
      ConnectionLane lane =
          new ConnectionLane(
              () -> {
                asked.countDown();
                return opened(pool, free);
              });
      AtomicReference<Throwable> told = new AtomicReference<>();
      Thread asking = new Thread(() -> told.set(fault(lane)));
      asking.start();
      asked.await();
      asking.interrupt();
      asking.join(PATIENCE.toMillis());
      assertThat(told.get()).isInstanceOf(JdbcErrors.Unanswered.class);

      free.countDown();
      await(() -> pool.getHikariPoolMXBean().getActiveConnections() == 1);
      lane.beginToClose();
      lane.close(System.nanoTime());

      await(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
    }
  }

  private static StoreConnection opened(DataSource source, CountDownLatch free) {
    try {
      free.await();
      return StoreConnection.of(source.getConnection(), null);
    } catch (InterruptedException | SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Throwable fault(ConnectionLane lane) {
    try {
      lane.take(true);
      return null;
    } catch (RuntimeException failed) {
      return failed;
    }
  }

  @Test
  void whereADriverHasNoTimeOutTheConnectionOfARenewalIsAborted() {
    try (FaultProxy proxy = FaultProxy.to(new InetSocketAddress(place.host(), place.port()));
        JdbcLeaseStore store = JdbcLeaseStore.builder(patient(proxy.address())).noPush().build()) {
      store.prepare().block(PATIENCE);
      store.renew(LeaseId.random()).block(PATIENCE);
      proxy.blackHole();
      CompletableFuture<Boolean> hanging = store.renew(LeaseId.random()).toFuture();

      await(hanging::isDone);

      Throwable told = hanging.handle((never, failed) -> failed).join();
      assertThat(told).isInstanceOf(StoreException.class);
      assertThat(told).hasMessageNotContaining("did not end within");
      proxy.heal();
      assertThat(store.renew(LeaseId.random()).retry(3).block(PATIENCE)).isFalse();
    }
  }

  /** A DataSource whose driver knows no time-outs. */
  private DataSource patient(InetSocketAddress at) {
    Place there = place.at(at.getHostString(), at.getPort());
    return Wrapped.around(
        DataSource.class,
        (method, arguments) -> method.equals("getConnection") ? patient(there.connect()) : null,
        new Object());
  }

  private static Connection patient(Connection connection) {
    return Wrapped.around(
        Connection.class,
        (method, arguments) -> {
          if (method.endsWith("NetworkTimeout")) {
            throw new SQLFeatureNotSupportedException();
          }
          return null;
        },
        connection);
  }
}
