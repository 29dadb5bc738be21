package io.election4j.sql;

import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a kind of database has of its own. Expressions are SQL; time is the server's. */
public interface Dialect {

  /** Returns the number of microseconds since 1970 in UTC when the statement began. */
  String now();

  /** Returns the number of milliseconds since 1970 in UTC when the statement began. */
  String nowMillis();

  /**
   * Returns the first row of an observation, with the columns of {@link Rows#RECORD} and {@code
   * changed, stamp}: kind 0, the identity as the election, the time as the term, and as the value
   * {@code writable} if the server can be written to.
   *
   * @param identity the expression that names the server's data
   */
  String server(String identity);

  /** Returns the condition that a column starts with the value of one question mark. */
  String startsWith(String column);

  /** Returns a statement that inserts those of these rows that are not there. */
  String insertAbsent(String table, String columns, String rows);

  /** Returns a statement that does a change and sets the stamp where it does. */
  Sql update(RecordChange change, long stamp);

  /**
   * Returns whether {@link #update} passes over what others have locked, and answers with the
   * columns of {@link Rows#RECORD} of each row changed.
   */
  boolean updateReturnsRecords();

  /** Returns whether a text can be kept as it is. */
  boolean storable(String text);

  /** Returns whether the server has certainly not applied a statement because of others' locks. */
  boolean contention(Throwable error);

  /** Returns whether a row with the same key is there already. */
  boolean duplicate(Throwable error);

  /** Returns whether tables are not as they were when they were prepared. */
  boolean tablesGone(@Nullable Throwable error);

  /** Returns the code of a refusal as a person is told it; empty for what is no refusal. */
  String shownCode(Throwable error);

  /** Returns what a refusal means; nothing if that is not known. */
  Optional<? extends Fault> fault(Throwable error);

  /**
   * Returns what a refusal means to a caller; empty for what is no refusal.
   *
   * @param server names the server
   * @param reached whether there has been a connection
   */
  default Optional<StoreException> describe(Throwable error, String server, boolean reached) {
    String code = shownCode(error);
    if (code.isEmpty()) {
      return Optional.empty();
    }
    Optional<? extends Fault> known = fault(error);
    String advice = known.map(fault -> "; " + fault.advice()).orElse("");
    String text =
        (server + ": " + error.getMessage() + " (" + code + ")" + advice).replaceAll("\\s+", " ");
    Kind kind = known.map(fault -> fault.kind(reached)).orElse(Kind.UNAVAILABLE);
    return Optional.of(
        kind == Kind.MISCONFIGURED
            ? StoreException.misconfigured(text, error)
            : StoreException.unavailable(text, error));
  }

  /** Emits the expression that names the data of the session's server. */
  Mono<String> identify(SqlSession session);

  /** Makes a session fit for our statements. */
  Mono<Void> setUp(SqlSession session);

  /** Emits what puts a session back as it is now, after {@link #setUp} has changed it. */
  Mono<Former> former(SqlSession session);

  /** Returns the definition of the tables, with comments that state the least grants. */
  String schema();

  /** What codes of a server mean for an election. */
  interface Fault {

    /**
     * Returns what it means to a caller.
     *
     * @param reached whether there has been a connection; the database was there then
     */
    Kind kind(boolean reached);

    /** Returns what a person can do, or what to wait for, to be put behind the server's words. */
    String advice();
  }

  /** A session as it was. */
  interface Former {

    /** Makes the session what it was. */
    Mono<Void> restore(SqlSession session);
  }

  /**
   * A change of records that are named, on a condition.
   *
   * @param set the columns set besides revision, changed and stamp
   * @param values for {@code set}
   * @param elections whose records may be changed, padded
   * @param condition that each must fulfil as it is stored when it is changed
   * @param conditionValues for {@code condition}
   */
  record RecordChange(
      String set,
      List<@Nullable Object> values,
      List<String> elections,
      String condition,
      List<@Nullable Object> conditionValues) {}
}
