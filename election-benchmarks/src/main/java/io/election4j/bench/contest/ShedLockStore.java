package io.election4j.bench.contest;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Objects;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.provider.mongo.reactivestreams.ReactiveStreamsMongoLockProvider;
import net.javacrumbs.shedlock.provider.r2dbc.R2dbcLockProvider;
import reactor.core.publisher.Mono;

/**
 * Where ShedLock keeps its locks: a database by R2DBC, with a pool as it comes, or MongoDB.
 *
 * @param provider its own
 * @param commands what is sent, on MongoDB
 * @param closing closes the connections
 */
record ShedLockStore(ExtensibleLockProvider provider, CommandCount commands, Runnable closing)
    implements AutoCloseable {

  /** The table of its documentation for MySQL. */
  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS shedlock (name VARCHAR(64) NOT NULL,"
          + " lock_until TIMESTAMP(3) NOT NULL,"
          + " locked_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),"
          + " locked_by VARCHAR(255) NOT NULL, PRIMARY KEY (name))";

  /** Opens one. */
  static ShedLockStore open(String url) {
    return url.startsWith("mongodb") ? mongo(new ConnectionString(url)) : sql(url);
  }

  private static ShedLockStore mongo(ConnectionString address) {
    CommandCount commands = new CommandCount();
    MongoClient client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(address)
                .addCommandListener(commands)
                .build());
    String database = Objects.requireNonNullElse(address.getDatabase(), "elections");
    return new ShedLockStore(
        new ReactiveStreamsMongoLockProvider(client.getDatabase(database)),
        commands,
        client::close);
  }

  private static ShedLockStore sql(String url) {
    ConnectionPool pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(
                    ConnectionFactories.get(
                        ConnectionFactoryOptions.parse(
                                url.replaceFirst("^(mysql|mariadb):", "r2dbc:mysql:"))
                            .mutate()
                            .option(Option.valueOf("autodetectExtensions"), false)
                            .build()))
                .build());
    Mono.usingWhen(
            pool.create(),
            connection ->
                Mono.from(connection.createStatement(TABLE).execute())
                    .flatMap(result -> Mono.from(result.getRowsUpdated())),
            connection -> connection.close())
        .block();
    return new ShedLockStore(new R2dbcLockProvider(pool), new CommandCount(), pool::dispose);
  }

  @Override
  public void close() {
    closing.run();
  }
}
