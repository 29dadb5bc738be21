package io.election4j.sql.postgresql;

import io.election4j.spi.StoreException;
import io.election4j.sql.Preparation;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.SqlSession;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out whether a store can work on a PostgreSQL server. */
public final class PostgreSqlPreparation implements Preparation {

  private static final int OLDEST = 120_000;

  private static final Sql FACTS =
      Sql.of(
          "SELECT CAST(current_setting('server_version_num') AS integer) AS version,"
              + " current_setting('server_version') AS name,"
              + " CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END AS standby,"
              + " current_setting('server_encoding') AS encoding,"
              + " COALESCE(CAST(current_schema() AS text), '') AS place,"
              + " current_setting('synchronous_commit') AS commits,"
              + " current_setting('fsync') AS fsync,"
              + " COALESCE((SELECT CASE WHEN ssl THEN 1 ELSE 0 END FROM pg_stat_ssl"
              + " WHERE pid = pg_backend_pid()), 0) AS encrypted,"
              + " COALESCE(host(inet_client_addr()), '') AS client");

  private static final String MISSING =
      "SELECT name FROM (VALUES (?), (?)) AS wanted (name) WHERE to_regclass(name) IS NULL";

  /** By tables and privileges; a list of privileges in one text would mean any of them. */
  private static final Map<String, Set<String>> PRIVILEGES =
      Map.of(
          "election_lease", Set.of("SELECT", "INSERT", "UPDATE", "DELETE"),
          "election_record", Set.of("SELECT", "INSERT", "UPDATE"));

  /** Two processes that create the same at the same time meet in the catalogue. */
  private static final Set<String> CREATED_MEANWHILE = Set.of("23505", "42P07", "42710");

  private final Server source;
  private final boolean create;
  private final Logger log;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Creates one.
   *
   * @param create whether to create what is missing
   * @param log what a person should know of the server
   */
  public PostgreSqlPreparation(Server source, boolean create, Logger log) {
    this.source = source;
    this.create = create;
    this.log = log;
  }

  @Override
  public Mono<Void> run(SqlSession session) {
    return session
        .rows(
            FACTS,
            row ->
                new Facts(
                    row.number("version"),
                    row.text("name"),
                    row.number("standby") != 0,
                    row.text("encoding"),
                    row.text("place"),
                    row.text("commits"),
                    row.text("fsync"),
                    row.number("encrypted") != 0 || source.local(row.text("client"))))
        .map(rows -> rows.get(0))
        .flatMap(facts -> prepare(session, facts));
  }

  private Mono<Void> prepare(SqlSession session, Facts facts) {
    if (facts.version() < OLDEST) {
      return fail("version " + facts.name() + " is too old, PostgreSQL 12 is needed");
    }
    if (facts.standby()) {
      return Mono.error(
          StoreException.unavailable(
              source.name() + ": the server is read-only (it is a standby)", null));
    }
    if (!facts.encoding().equals("UTF8")) {
      return fail("the database has encoding " + facts.encoding() + ", UTF8 is needed");
    }
    if (facts.place().isEmpty()) {
      return fail("no schema is selected: the search path names none that there is");
    }
    return missing(session)
        .flatMap(missing -> create && !missing.isEmpty() ? create(session) : Mono.empty())
        .then(Mono.defer(() -> missing(session)))
        .flatMap(
            missing ->
                missing.isEmpty()
                    ? Mono.<Void>empty()
                    : this.<Void>fault(
                        "there is no table " + missing.get(0) + ", or the role may not see it"))
        .then(Mono.defer(() -> new PostgreSqlSchemaCheck(session, this::<Void>fault).run()))
        .then(Mono.defer(() -> privileges(session)))
        .doOnSuccess(done -> warn(facts));
  }

  private static Mono<List<String>> missing(SqlSession session) {
    return session.rows(
        Sql.of(MISSING, "election_lease", "election_record"), row -> row.text("name"));
  }

  private static Mono<Void> create(SqlSession session) {
    return Flux.fromIterable(PostgreSqlSchema.STATEMENTS)
        .concatMap(statement -> created(session, Sql.of(statement)))
        .then();
  }

  /** Once more, since what another process was creating may not have been there to the end. */
  private static Mono<Long> created(SqlSession session, Sql statement) {
    return session
        .update(statement)
        .onErrorResume(
            error -> CREATED_MEANWHILE.contains(SqlRefusal.stateOf(error)),
            byAnother -> session.update(statement));
  }

  private Mono<Void> privileges(SqlSession session) {
    return Flux.fromIterable(PRIVILEGES.entrySet())
        .concatMap(
            table ->
                Flux.fromIterable(table.getValue())
                    .concatMap(privilege -> privilege(session, table.getKey(), privilege)))
        .then();
  }

  private Mono<Void> privilege(SqlSession session, String table, String privilege) {
    return session
        .rows(
            Sql.of(
                "SELECT CASE WHEN has_table_privilege(to_regclass(?), ?) THEN 1 ELSE 0 END AS granted",
                table,
                privilege),
            row -> row.number("granted") != 0)
        .flatMap(
            granted ->
                granted.contains(true)
                    ? Mono.<Void>empty()
                    : this.<Void>fault("the role lacks " + privilege + " on " + table));
  }

  private void warn(Facts facts) {
    if (warned.getAndSet(true)) {
      return;
    }
    if (facts.commits().equals("off") || facts.fsync().equals("off")) {
      log.warn(
          "{}: {} is off, so a crash of the server's machine may undo what it has acknowledged,"
              + " leadership included",
          source.name(),
          facts.fsync().equals("off") ? "fsync" : "synchronous_commit");
    }
    if (!facts.encryptedOrLocal()) {
      log.warn("{}: the connection is not encrypted", source.name());
    }
  }

  private <T> Mono<T> fail(String fault) {
    return Mono.error(StoreException.misconfigured(source.name() + ": " + fault, null));
  }

  private <T> Mono<T> fault(String what) {
    return fail(what + " (the schema is what the store's schema() returns)");
  }

  /** What a server says of itself. */
  private record Facts(
      long version,
      String name,
      boolean standby,
      String encoding,
      String place,
      String commits,
      String fsync,
      boolean encryptedOrLocal) {}
}
