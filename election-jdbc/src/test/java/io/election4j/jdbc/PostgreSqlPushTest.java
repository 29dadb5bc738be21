package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.Amendment.Publish;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** How the store listens. */
class PostgreSqlPushTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static TestServer server;

  private final Place place = Place.of(server).another();
  private final BlockingQueue<Change> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  static void startServer() {
    server = TestServers.postgreSql();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private <T extends Change> T next(Class<T> kind) throws InterruptedException {
    while (true) {
      Change change = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(change).as("a change in time").isNotNull();
      if (kind.isInstance(change)) {
        return kind.cast(change);
      }
    }
  }

  @Test
  void aConnectionThatIsKilledIsReplacedAndThatIsTold() throws InterruptedException {
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      Disposable listening = store.changes().subscribe(heard::add);
      next(Change.Opened.class);

      place.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT 1%'"
              + " OR query LIKE 'LISTEN%'");

      next(Change.Broken.class);
      next(Change.Opened.class);
      store.create(List.of("told")).block(PATIENCE);
      assertThat(next(Change.Written.class).record().election()).isEqualTo("told");
      listening.dispose();
    }
  }

  @Test
  void oneStatementIsToldOnceHoweverManyRecordsItWrites() throws InterruptedException {
    List<String> many = java.util.stream.IntStream.range(0, 900).mapToObj(i -> "m/" + i).toList();
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      Disposable listening = store.changes().subscribe(heard::add);
      next(Change.Opened.class);
      store.create(many).block(PATIENCE);

      for (int i = 0; i < many.size(); i++) {
        next(Change.Written.class);
      }
      listening.dispose();
    }
  }

  @Test
  void aRecordIsToldAsItIsStoredHoweverLongOrOdd() throws InterruptedException {
    Candidate odd = Candidate.named("it's \"ä\" \\ 🗳").with("host", "{\"a\": [1]}");
    Lease me = Lease.opening(LeaseId.random(), Duration.ofSeconds(15), odd);
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      store.create(List.of("odd/🗳")).block(PATIENCE);
      Disposable listening = store.changes().subscribe(heard::add);
      next(Change.Opened.class);

      ElectionRecord won =
          store.claim(me, List.of(ElectionRecord.created("odd/🗳"))).blockLast(PATIENCE);
      assertThat(next(Change.Written.class).record()).isEqualTo(won);
      for (String value : List.of("\"'\\\n🗳", "ä".repeat(2000), "\"".repeat(4000))) {
        won = store.amend(List.of(new Publish(won, odd, value))).blockLast(PATIENCE);
        assertThat(next(Change.Written.class).record()).isEqualTo(won);
      }
      listening.dispose();
    }
  }

  @Test
  void whatOthersNotifyOnTheChannelDoesNoHarm() throws InterruptedException {
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      Disposable listening = store.changes().subscribe(heard::add);
      next(Change.Opened.class);
      for (String odd : List.of("hello", "", "{", "{\"election\":1}", "9".repeat(30), "42")) {
        place.run("SELECT pg_notify('election4j', '" + odd + "')");
      }
      store.create(List.of("after")).block(PATIENCE);

      assertThat(next(Change.class)).isInstanceOf(Change.Written.class);
      listening.dispose();
    }
  }

  /** As behind a pooler that lends a session for one transaction: others are listening for us. */
  @Test
  void whereNothingComesThroughFollowersPollAndNothingIsTold() throws InterruptedException {
    AtomicInteger listens = new AtomicInteger();
    DataSource deaf = source(listens);
    try (JdbcLeaseStore store = JdbcLeaseStore.create(deaf)) {
      store.prepare().block(PATIENCE);
      Disposable listening = store.changes().subscribe(heard::add);

      assertThat(heard.poll(4, TimeUnit.SECONDS)).isNull();
      assertThat(listens).hasValue(1);
      listening.dispose();
    }
  }

  @Test
  void whoListensNoMoreHasNoConnectionAndNoThread() throws InterruptedException {
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      Disposable listening = store.changes().subscribe(heard::add);
      next(Change.Opened.class);
      Thread thread =
          Thread.getAllStackTraces().keySet().stream()
              .filter(one -> one.getName().equals("election-jdbc-push"))
              .findFirst()
              .orElseThrow();

      listening.dispose();

      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private DataSource source(AtomicInteger listens) {
    return Wrapped.around(
        DataSource.class,
        (method, arguments) ->
            method.equals("getConnection") ? deaf(place.connect(), listens) : null,
        new Object());
  }

  private static Connection deaf(Connection connection, AtomicInteger listens) {
    return Wrapped.around(
        Connection.class,
        (method, arguments) ->
            method.equals("createStatement")
                ? Wrapped.around(
                    Statement.class,
                    (name, sql) -> {
                      boolean listen =
                          name.equals("execute") && String.valueOf(sql[0]).startsWith("LISTEN");
                      return listen ? listens.incrementAndGet() > 0 : null;
                    },
                    connection.createStatement())
                : null,
        connection);
  }
}
