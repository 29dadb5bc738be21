package io.election4j.mysql;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.sql.Sql;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** A database of a test's own on the server that all tests here share, and a session on it. */
final class Database implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Address address;
  private final Connection connection;

  private Database(Address address) {
    this.address = address;
    this.connection = connect(address);
  }

  /** The server lives as long as this virtual machine. */
  private static final class Shared {
    static final TestServer SERVER = TestServers.mysql();
  }

  static TestServer server() {
    return Shared.SERVER;
  }

  static Database create() {
    Address root = AddressUrl.parse(server().url());
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    Connection connection = connect(root);
    wait(new RawSession(connection).update(Sql.of("CREATE DATABASE " + name)));
    wait(Mono.from(connection.close()).thenReturn(true));
    return new Database(with(root, root.user(), root.password(), name));
  }

  Address address() {
    return address;
  }

  Address addressOf(String user, String password) {
    return with(address, user, password, address.database());
  }

  MySqlLeaseStore store() {
    return MySqlLeaseStoreBuilder.of(address).build();
  }

  MySqlLeaseStore preparedStore() {
    MySqlLeaseStore store = store();
    store.prepare().block(PATIENCE);
    return store;
  }

  long run(String sql, Object... values) {
    return wait(new RawSession(connection).update(Sql.of(sql, values)));
  }

  /** Returns what a query gives in one column. */
  List<String> column(String name, String sql, Object... values) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.bind(i, values[i]);
    }
    return wait(
        Flux.<Result>from(statement.execute())
            .concatMap(result -> result.map(row -> String.valueOf(row.get(name, Object.class))))
            .collectList());
  }

  /** Returns how often the server has run statements of a kind, "Com_update" for instance. */
  long status(String name) {
    return Long.parseLong(
        wait(new RawSession(connection)
                .rows(
                    Sql.of("SHOW GLOBAL STATUS LIKE '" + name + "'"),
                    row -> String.valueOf(row.get(1))))
            .get(0));
  }

  static void wait(Duration duration) {
    Mono.delay(duration).block();
  }

  private static <T> T wait(Mono<T> answer) {
    return java.util.Objects.requireNonNull(answer.block(PATIENCE));
  }

  private static Connection connect(Address address) {
    LoopResources loops = LoopResources.create("test", 1, true);
    return wait(address.factory(Duration.ofSeconds(5), loops).create().cast(Connection.class));
  }

  private static Address with(Address base, String user, String password, String database) {
    return new Address(base.host(), base.port(), user, password, database, base.tls());
  }

  @Override
  public void close() {
    run("ROLLBACK");
    run("DROP DATABASE IF EXISTS " + address.database());
    Mono.from(connection.close()).timeout(CLOSING).onErrorComplete().block(PATIENCE);
  }
}
