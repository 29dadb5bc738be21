package io.election4j.sql.bell;

import io.election4j.spi.LeaseId;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * The statements of the doorbell. Each is one round trip and takes nothing but user locks: no
 * table, no transaction, no privilege, no entry in the binary log.
 *
 * <p>Each says on which session of the server it ran. The names are ours alone, at most 64
 * characters and the same in lower case, and are written into the text, which saves preparing it.
 */
public final class BellSql {

  /** How long those who wait may have the lock before its holder is refused. */
  private static final int AGAIN_SECONDS = 3;

  private static final String PREFIX = "election4j/";

  private BellSql() {}

  /**
   * What a statement has answered.
   *
   * @param value {@link #NOTHING} for NULL
   * @param holder the session that held the lock before; {@link #NOTHING} if none did
   * @param session that ran it
   */
  record Answer(long value, long holder, long session) {

    static final long NOTHING = -1;

    boolean yes() {
      return value == 1;
    }
  }

  static String name(LeaseId lease) {
    return PREFIX + lease;
  }

  static String proof(String unique) {
    return PREFIX + "proof/" + unique;
  }

  /** Takes a lock; waits a second at most. */
  static Mono<Answer> take(SqlSession session, String lock) {
    return ask(session, "GET_LOCK('%1$s', 1)", lock);
  }

  static Mono<Answer> letGo(SqlSession session, String lock) {
    return ask(session, "RELEASE_LOCK('%1$s')", lock);
  }

  /** Looks whether somebody holds a lock. */
  static Mono<Answer> look(SqlSession session, String lock) {
    return ask(session, "IS_USED_LOCK('%1$s') IS NOT NULL", lock);
  }

  /** Lets those who wait have the lock, one after the other, and takes it again. */
  static Mono<Answer> ring(SqlSession session, String lock) {
    String ring = "IF(RELEASE_LOCK('%1$s') = 1, GET_LOCK('%1$s', " + AGAIN_SECONDS + "), NULL)";
    return ask(session, ring, lock);
  }

  /**
   * Waits for a lock and lets go of it at once, on the server: whoever waits behind does not wait
   * for our network, nor for ever if we die.
   *
   * @param seconds after which the server answers all the same
   */
  static Mono<Answer> listen(SqlSession session, String lock, int seconds) {
    String wait = "IF(GET_LOCK('%1$s', " + seconds + ") = 1, RELEASE_LOCK('%1$s'), 0)";
    return ask(session, wait, lock);
  }

  /**
   * Lets go of all that a session holds, which MariaDB can from 10.5.2 on and MySQL from 5.7.5 on.
   * Emits whether it ran in that session, and not in another one, of which it does nothing to.
   */
  public static Mono<Boolean> letGoOfAll(SqlSession session, long id) {
    Sql release = Sql.of("SELECT IF(CONNECTION_ID() = " + id + ", RELEASE_ALL_LOCKS(), NULL)");
    return session.rows(release, row -> Objects.nonNull(row.get(0))).map(rows -> rows.get(0));
  }

  /** Returns the server's number of a session. */
  public static Mono<Long> id(SqlSession session) {
    return session
        .rows(Sql.of("SELECT CONCAT(CONNECTION_ID())"), row -> number(row, 0))
        .map(rows -> rows.get(0));
  }

  /** Lets a session stop waiting; one that does not wait is not harmed. */
  public static Mono<Long> interrupt(SqlSession other, long session) {
    return other.update(Sql.of("KILL QUERY " + session));
  }

  private static Mono<Answer> ask(SqlSession session, String question, String lock) {
    // In words, as drivers do not read numbers of every kind as the same one.
    String text =
        "SELECT CONCAT(IS_USED_LOCK('%1$s')), CONCAT(" + question + "), CONCAT(CONNECTION_ID())";
    return session
        .rows(
            Sql.of(text.formatted(lock)),
            row -> new Answer(number(row, 1), number(row, 0), number(row, 2)))
        .map(rows -> rows.get(0));
  }

  private static long number(Row row, int column) {
    String text = row.get(column);
    return text == null ? Answer.NOTHING : Long.parseLong(text);
  }
}
