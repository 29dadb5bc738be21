package io.election4j.mysql;

import io.election4j.spi.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out whether a store can work on its server, before anything depends on it. */
final class Preparation {

  private static final Logger LOG = LoggerFactory.getLogger(MySqlLeaseStore.class);

  private static final Sql DATABASE =
      Sql.of("SELECT COALESCE(DATABASE(), '') AS name, SUBSTRING_INDEX(USER(), '@', -1) AS client");

  private static final Sql CIPHER = Sql.of("SHOW SESSION STATUS LIKE 'Ssl_cipher'");

  /** Statements that need every privilege the store needs, and change nothing. */
  private static final List<Sql> PRIVILEGES =
      List.of(
          Sql.of("INSERT INTO election_lease SELECT * FROM election_lease WHERE FALSE"),
          Sql.of("UPDATE election_lease SET version = version + 1 WHERE FALSE"),
          Sql.of("DELETE FROM election_lease WHERE FALSE"),
          Sql.of("INSERT INTO election_record SELECT * FROM election_record WHERE FALSE"),
          Sql.of("UPDATE election_record SET revision = revision + 1 WHERE FALSE"));

  private final ConnectionSource source;
  private final boolean create;

  /** Read from their file now, because later no thread may wait for a file. */
  private final Map<String, Schema.Table> tables = Schema.TABLES;

  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * @param create whether to create what is missing
   */
  Preparation(ConnectionSource source, boolean create) {
    this.source = source;
    this.create = create;
  }

  Mono<Void> run(Session session) {
    Map<String, String> variables = new HashMap<>();
    return session
        .rows(ServerFacts.QUERY, row -> List.of(Rows.text(row, 0), Rows.text(row, 1)))
        .doOnNext(rows -> rows.forEach(row -> variables.put(row.get(0), row.get(1))))
        .then(Mono.defer(() -> check(session, new ServerFacts(variables))));
  }

  private Mono<Void> check(Session session, ServerFacts server) {
    server.fault().ifPresent(this::fail);
    server
        .hindrance()
        .ifPresent(
            passing -> {
              throw StoreException.unavailable(source.name() + ": " + passing, null);
            });
    return session
        .rows(DATABASE, row -> List.of(Rows.text(row, 0), Rows.text(row, 1)))
        .map(rows -> rows.get(0))
        .flatMap(place -> check(session, server, place.get(0), place.get(1)));
  }

  private Mono<Void> check(Session session, ServerFacts server, String database, String client) {
    if (database.isEmpty()) {
      fail("no database is selected");
    }
    return new SchemaCheck(session, source.name(), tables)
        .run(create)
        .thenMany(Flux.fromIterable(PRIVILEGES).concatMap(session::update))
        .then(session.rows(CIPHER, row -> Rows.text(row, 1)))
        .doOnNext(ciphers -> warn(server, !String.join("", ciphers).isEmpty(), client))
        .then();
  }

  private void warn(ServerFacts server, boolean encrypted, String client) {
    if (warned.getAndSet(true)) {
      return;
    }
    if (!server.durable()) {
      LOG.warn(
          "{}: innodb_flush_log_at_trx_commit is not 1, so a crash of the server's machine may undo"
              + " what it has acknowledged, leadership included",
          source.name());
    }
    if (!encrypted && !source.local(client)) {
      LOG.warn("{}: the connection is not encrypted", source.name());
    }
  }

  private void fail(String fault) {
    throw StoreException.misconfigured(source.name() + ": " + fault, null);
  }
}
