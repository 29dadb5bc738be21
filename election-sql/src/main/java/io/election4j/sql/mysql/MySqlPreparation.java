package io.election4j.sql.mysql;

import io.election4j.spi.StoreException;
import io.election4j.sql.Preparation;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out whether a store can work on its server, before anything depends on it. */
public final class MySqlPreparation implements Preparation {

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

  private final Server source;
  private final boolean create;
  private final Logger log;

  /** Read from their file now, because later no thread may wait for a file. */
  private final Map<String, MySqlSchema.Table> tables = MySqlSchema.TABLES;

  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Creates one.
   *
   * @param create whether to create what is missing
   * @param log what a person should know of the server
   */
  public MySqlPreparation(Server source, boolean create, Logger log) {
    this.source = source;
    this.create = create;
    this.log = log;
  }

  @Override
  public Mono<Void> run(SqlSession session) {
    Map<String, String> variables = new HashMap<>();
    return session
        .rows(ServerFacts.QUERY, row -> List.of(row.text(0), row.text(1)))
        .doOnNext(rows -> rows.forEach(row -> variables.put(row.get(0), row.get(1))))
        .then(Mono.defer(() -> check(session, new ServerFacts(variables))));
  }

  private Mono<Void> check(SqlSession session, ServerFacts server) {
    server.fault().ifPresent(this::fail);
    server
        .hindrance()
        .ifPresent(
            passing -> {
              throw StoreException.unavailable(source.name() + ": " + passing, null);
            });
    return session
        .rows(DATABASE, row -> List.of(row.text(0), row.text(1)))
        .map(rows -> rows.get(0))
        .flatMap(place -> check(session, server, place.get(0), place.get(1)));
  }

  private Mono<Void> check(SqlSession session, ServerFacts server, String database, String client) {
    if (database.isEmpty()) {
      fail("no database is selected");
    }
    return new MySqlSchemaCheck(session, source.name(), tables)
        .run(create)
        .thenMany(Flux.fromIterable(PRIVILEGES).concatMap(session::update))
        .then(session.rows(CIPHER, row -> row.text(1)))
        .doOnNext(ciphers -> warn(server, !String.join("", ciphers).isEmpty(), client))
        .then();
  }

  private void warn(ServerFacts server, boolean encrypted, String client) {
    if (warned.getAndSet(true)) {
      return;
    }
    if (!server.durable()) {
      log.warn(
          "{}: innodb_flush_log_at_trx_commit is not 1, so a crash of the server's machine may undo"
              + " what it has acknowledged, leadership included",
          source.name());
    }
    if (!encrypted && !source.local(client)) {
      log.warn("{}: the connection is not encrypted", source.name());
    }
  }

  private void fail(String fault) {
    throw StoreException.misconfigured(source.name() + ": " + fault, null);
  }

  /**
   * What a server says of itself.
   *
   * @param variables by name; those a server does not have are missing
   */
  record ServerFacts(Map<String, String> variables) {

    /** The variables asked for. */
    static final Sql QUERY =
        Sql.of(
            "SHOW VARIABLES WHERE Variable_name IN ('version', 'read_only', 'super_read_only',"
                + " 'innodb_read_only', 'innodb_flush_log_at_trx_commit', 'log_bin',"
                + " 'binlog_format')");

    /** MariaDB says 5.5.5 first to some clients. */
    private static final Pattern VERSION =
        Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+)");

    private static final int MYSQL = 8_000_000;
    private static final int MARIADB = 10_006_000;

    /** Returns why this store can never work on this server as it is set up, if it cannot. */
    Optional<String> fault() {
      if (number() < (mariaDb() ? MARIADB : MYSQL)) {
        String needed = mariaDb() ? "MariaDB 10.6" : "MySQL 8.0";
        return Optional.of("version " + of("version") + " is too old, " + needed + " is needed");
      }
      if (!off("log_bin") && of("binlog_format").equals("STATEMENT")) {
        return Optional.of(
            "binlog_format is STATEMENT, with which the server refuses READ COMMITTED; ROW or MIXED"
                + " is needed");
      }
      return Optional.empty();
    }

    /** Returns why this server cannot be written to for now, as in a failover, if it cannot. */
    Optional<String> hindrance() {
      return Stream.of("read_only", "super_read_only", "innodb_read_only")
          .filter(variable -> !off(variable))
          .map(variable -> "the server is read-only (" + variable + " is " + of(variable) + ")")
          .findFirst();
    }

    /** Returns whether what was acknowledged survives a crash of the server's machine. */
    boolean durable() {
      return of("innodb_flush_log_at_trx_commit").equals("1");
    }

    private boolean mariaDb() {
      return of("version").toLowerCase(Locale.ROOT).contains("mariadb");
    }

    /** Returns 8000012 for version 8.0.12. */
    private int number() {
      Matcher version = VERSION.matcher(of("version"));
      if (!version.lookingAt()) {
        return 0;
      }
      return Integer.parseInt(version.group(1)) * 1_000_000
          + Integer.parseInt(version.group(2)) * 1_000
          + Integer.parseInt(version.group(3));
    }

    private boolean off(String variable) {
      String value = of(variable);
      return value.isEmpty() || value.equals("OFF") || value.equals("0");
    }

    private String of(String variable) {
      return variables.getOrDefault(variable, "").toUpperCase(Locale.ROOT);
    }
  }
}
