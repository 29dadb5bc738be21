package io.election4j.samples.h2;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.BlockingElectionDirectory;
import io.election4j.spi.support.BlockingLeaseDirectory;
import io.election4j.spi.support.BlockingLeaseStore;
import io.election4j.spi.support.BlockingLeaseStores;
import io.election4j.spi.support.BlockingLeaseStores.Options;
import io.election4j.spi.support.JsonText;
import io.election4j.spi.support.ObservationBuilder;
import io.election4j.spi.support.StorableText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** Leases and election records in H2. Every call has a connection of its own. */
public final class H2LeaseStore
    implements BlockingLeaseStore, BlockingElectionDirectory, BlockingLeaseDirectory {

  private static final List<String> SCHEMA =
      List.of(
          "CREATE SEQUENCE IF NOT EXISTS election_written",
          "CREATE TABLE IF NOT EXISTS election_lease (lease VARCHAR PRIMARY KEY,"
              + " version BIGINT NOT NULL, ttl_millis BIGINT NOT NULL, state VARCHAR NOT NULL,"
              + " candidate VARCHAR NOT NULL, attributes VARCHAR NOT NULL, priority INT NOT NULL,"
              + " written BIGINT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS election_record (election VARCHAR PRIMARY KEY,"
              + " term BIGINT NOT NULL, revision BIGINT NOT NULL, holder VARCHAR,"
              + " ttl_millis BIGINT, candidate VARCHAR, attributes VARCHAR, priority INT,"
              + " proclaimed VARCHAR NOT NULL, request VARCHAR, changed BIGINT NOT NULL)",
          "CREATE INDEX IF NOT EXISTS election_changed ON election_record (changed)",
          "CREATE TABLE IF NOT EXISTS election_store (one INT PRIMARY KEY,"
              + " identity VARCHAR NOT NULL, changed BIGINT NOT NULL)",
          "MERGE INTO election_store USING DUAL ON one = 1 WHEN NOT MATCHED THEN"
              + " INSERT VALUES (1, CAST(RANDOM_UUID() AS VARCHAR), 0)");

  private static final String STORE = "SELECT identity, changed FROM election_store";

  private static final String RECORDS = "SELECT * FROM election_record WHERE ";

  private static final String LEASES = "SELECT * FROM election_lease ";

  private static final String TICK =
      "SELECT changed FROM FINAL TABLE (UPDATE election_store SET changed = changed + 1)";

  private static final String CREATE =
      "MERGE INTO election_record USING DUAL ON election = ? WHEN NOT MATCHED THEN INSERT"
          + " (election, term, revision, proclaimed, changed) VALUES (?, 0, 0, '', ?)";

  private static final String CLAIM =
      "SELECT * FROM FINAL TABLE (UPDATE election_record SET term = GREATEST(term, ?) + 1,"
          + " revision = revision + 1, holder = ?, ttl_millis = ?, candidate = ?, attributes = ?,"
          + " priority = ?, request = NULL, changed = ? WHERE election = ?"
          + " AND holder IS NOT DISTINCT FROM CAST(? AS VARCHAR)"
          + " AND (CAST(? AS BOOLEAN) OR term = ?))";

  private static final String AMEND =
      "UPDATE election_record SET revision = ?, holder = ?, ttl_millis = ?, candidate = ?,"
          + " attributes = ?, priority = ?, proclaimed = ?, request = ?, changed = ?"
          + " WHERE election = ? AND term = ? AND revision = ? AND holder = ?";

  private static final String PURGE =
      "DELETE FROM election_lease WHERE lease = ? AND state = 'ENDED'"
          + " AND NOT EXISTS (SELECT 1 FROM election_record WHERE holder = ?)";

  /** Commits are written at once, and the database stays open between two calls. */
  private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1";

  private final DataSource database;

  private H2LeaseStore(DataSource database) {
    this.database = database;
  }

  /**
   * Returns a store in a database of H2's, which stays open when the store is closed.
   *
   * @param url {@code jdbc:h2:} and more, without settings
   */
  public static LeaseStore of(String url, String user, String password) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url + SETTINGS);
    database.setUser(user);
    database.setPassword(password);
    return BlockingLeaseStores.reactive(
        new H2LeaseStore(database), Options.defaults().withName("h2-store").withThreads(4));
  }

  @Override
  public void prepare() throws SQLException {
    synchronized (H2LeaseStore.class) { // H2 makes an index twice if two want it at once
      createSchema();
    }
  }

  private void createSchema() throws SQLException {
    try (Sql sql = new Sql(database.getConnection())) {
      for (String statement : SCHEMA) {
        sql.update(statement);
      }
    } catch (SQLException failure) {
      if (String.valueOf(failure.getSQLState()).startsWith("28")) {
        throw StoreException.misconfigured("the database refuses this user", failure);
      }
      throw failure;
    }
  }

  @Override
  public void close() {}

  // == Leases: each write is one statement with its condition in it ==

  @Override
  public boolean open(Lease lease) throws SQLException {
    StorableText.requireCandidate(lease.candidate());
    return insert(Lease.opening(lease.id(), lease.ttl(), lease.candidate()))
        || update("version = version", "state = 'LIVE'", lease.id());
  }

  @Override
  public boolean renew(LeaseId id) throws SQLException {
    return update("version = version + 1", "state = 'LIVE'", id);
  }

  @Override
  public void end(LeaseId own) throws SQLException {
    update("state = 'ENDED'", "state = 'LIVE'", own);
  }

  @Override
  public boolean fence(LeaseId rival, long version) throws SQLException {
    return version == 0
        ? insert(Lease.fenced(rival))
        : update("state = 'ENDED'", "state = 'LIVE' AND version = " + version, rival);
  }

  private boolean insert(Lease lease) throws SQLException {
    Candidate candidate = lease.candidate();
    try (Sql sql = new Sql(database.getConnection())) {
      sql.update(
          "INSERT INTO election_lease VALUES (?, ?, ?, ?, ?, ?, ?, NEXT VALUE FOR election_written)",
          lease.id().toString(),
          lease.version(),
          lease.ttl().toMillis(),
          lease.state().name(),
          candidate.name(),
          JsonText.attributes(candidate.attributes()),
          candidate.priority());
      return true;
    } catch (SQLException failure) {
      if ("23505".equals(failure.getSQLState())) {
        return false; // a lease with this id is there already
      }
      throw failure;
    }
  }

  private boolean update(String change, String condition, LeaseId id) throws SQLException {
    String text =
        "UPDATE election_lease SET %s, written = NEXT VALUE FOR election_written"
            + " WHERE lease = ? AND %s";
    try (Sql sql = new Sql(database.getConnection())) {
      return sql.update(text.formatted(change, condition), id.toString()) == 1;
    }
  }

  // == Records: one transaction each, which begins with the lock that puts commits in order ==

  private interface Writing<T> {
    T write(Sql sql, long changed) throws SQLException;
  }

  private <T> T writing(Writing<T> writing) throws SQLException {
    try (Sql sql = new Sql(database.getConnection())) {
      sql.connection().setAutoCommit(false);
      long changed = sql.rows(TICK, row -> row.getLong(1)).get(0);
      T result = writing.write(sql, changed);
      sql.connection().commit();
      return result;
    }
  }

  @Override
  public void create(Collection<String> elections) throws SQLException {
    elections.forEach(StorableText::requireName);
    writing(
        (sql, changed) -> {
          for (String election : elections) {
            sql.update(CREATE, election, election, changed);
          }
          return true;
        });
  }

  @Override
  public List<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) throws SQLException {
    StorableText.requireCandidate(me.candidate());
    return writing(
        (sql, changed) -> {
          List<ElectionRecord> won = new ArrayList<>();
          for (ElectionRecord record : seen) {
            won.addAll(sql.rows(CLAIM, Sql::record, claiming(me, record, changed)));
          }
          return won;
        });
  }

  private static @Nullable Object[] claiming(Lease me, ElectionRecord seen, long changed) {
    return new @Nullable Object[] {
      seen.term(),
      me.id().toString(),
      me.ttl().toMillis(),
      me.candidate().name(),
      JsonText.attributes(me.candidate().attributes()),
      me.candidate().priority(),
      changed,
      seen.election(),
      seen.holder() == null ? null : seen.holder().toString(),
      !seen.heldBy(me.id()),
      seen.term()
    };
  }

  /** What is there at the revision given is known, and so is what the amendment makes of it. */
  @Override
  public List<ElectionRecord> amend(Collection<Amendment> amendments) throws SQLException {
    for (Amendment one : amendments) {
      StorableText.requireValue(one.held().election(), one.applied(one.held()).value());
    }
    return writing(
        (sql, changed) -> {
          List<ElectionRecord> amended = new ArrayList<>();
          for (Amendment amendment : amendments) {
            ElectionRecord after = amendment.applied(amendment.held());
            if (sql.update(AMEND, amending(amendment.held(), after, changed)) == 1) {
              amended.add(after);
            }
          }
          return amended;
        });
  }

  private static @Nullable Object[] amending(
      ElectionRecord held, ElectionRecord after, long changed) {
    Candidate leader = after.leader();
    return new @Nullable Object[] {
      after.revision(),
      after.holder() == null ? null : after.holder().toString(),
      after.ttl() == null ? null : after.ttl().toMillis(),
      leader == null ? null : leader.name(),
      leader == null ? null : JsonText.attributes(leader.attributes()),
      leader == null ? null : leader.priority(),
      after.value(),
      JsonText.request(after.request()),
      changed,
      held.election(),
      held.term(),
      held.revision(),
      String.valueOf(held.holder())
    };
  }

  // == Reads ==

  @Override
  public Observation observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections)
      throws SQLException {
    ObservationBuilder seen = new ObservationBuilder();
    try (Sql sql = new Sql(database.getConnection())) {
      sql.rows(STORE, row -> seen.identity(row.getString(1)));
      if (since != null) {
        // Before the records, so that whatever is committed after them is above it.
        long now = sql.rows(STORE, row -> row.getLong(2)).get(0);
        seen.next(new Marker(Long.toString(now)));
      }
      if (since != null && !since.equals(Marker.START)) {
        long from = Long.parseLong(since.position());
        seen.records(sql.rows(RECORDS + "changed > ?", Sql::record, from));
      }
      Object ids = watched.stream().map(LeaseId::toString).toArray();
      Object names = elections.toArray();
      seen.leases(sql.rows(LEASES + "WHERE lease = ANY(?)", Sql::lease, ids));
      seen.records(sql.rows(RECORDS + "election = ANY(?)", Sql::record, names));
    }
    return seen.build();
  }

  @Override
  public List<ElectionRecord> list(String prefix) throws SQLException {
    String starting = RECORDS + "LEFT(election, CHAR_LENGTH(?)) = ?";
    try (Sql sql = new Sql(database.getConnection())) {
      return sql.rows(starting, Sql::record, prefix, prefix).stream()
          .sorted(Comparator.comparing(H2LeaseStore::codePoints, Arrays::compare))
          .toList();
    }
  }

  private static int[] codePoints(ElectionRecord record) {
    return record.election().codePoints().toArray();
  }

  @Override
  public List<Lease> leases() throws SQLException {
    try (Sql sql = new Sql(database.getConnection())) {
      return sql.rows(LEASES + "ORDER BY written", Sql::lease);
    }
  }

  @Override
  public void purge(Collection<LeaseId> ended) throws SQLException {
    try (Sql sql = new Sql(database.getConnection())) {
      for (LeaseId id : ended) {
        sql.update(PURGE, id.toString(), id.toString());
      }
    }
  }
}
