package io.election4j.jdbc;

import io.election4j.spi.StoreException;
import io.election4j.sql.Dialect;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.mysql.MySqlDialect;
import io.election4j.sql.mysql.MySqlFault;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** What errors of drivers, pools and servers mean. */
final class JdbcErrors {

  /** The class of SQLSTATEs of connections: whether a statement was applied is not known. */
  private static final String CONNECTION = "08";

  private JdbcErrors() {}

  /**
   * Returns what a driver has thrown, as the statements of the stores want it: a refusal of the
   * server, or something after which nothing is known.
   *
   * @param dialect {@code null} while it is not known
   */
  static RuntimeException of(SQLException fault, @Nullable Dialect dialect) {
    Dialect speaking = dialect != null ? dialect : guess(fault);
    String state = Objects.requireNonNullElse(fault.getSQLState(), "");
    boolean refused =
        speaking instanceof PostgreSqlDialect
            ? state.length() == 5
            : fault.getErrorCode() > 0
                && (!state.startsWith(CONNECTION)
                    || MySqlFault.of(fault.getErrorCode(), "").isPresent());
    boolean cutOff = state.startsWith(CONNECTION) && speaking instanceof PostgreSqlDialect;
    return refused && !cutOff && !(fault instanceof SQLTimeoutException)
        ? new SqlRefusal(fault.getErrorCode(), state, fault)
        : new Unanswered(fault);
  }

  private static Dialect guess(SQLException fault) {
    return fault.getClass().getName().startsWith("org.postgresql.")
        ? new PostgreSqlDialect()
        : new MySqlDialect();
  }

  /** Returns whether a connection is to be kept after this. */
  static boolean harmless(Throwable error, Dialect dialect) {
    return error instanceof StoreException || dialect.contention(error);
  }

  /**
   * Returns the error as callers get it.
   *
   * @param server names the server
   * @param reached whether there was ever a connection; if not, the address itself is in doubt
   */
  static StoreException describe(
      Throwable thrown, @Nullable Dialect dialect, String server, boolean reached) {
    Throwable error = Exceptions.unwrap(thrown);
    if (error instanceof StoreException described) {
      return described;
    }
    Throwable told =
        chain(error)
            .filter(SQLException.class::isInstance)
            .findFirst()
            .filter(fault -> !(error instanceof SqlRefusal))
            .<Throwable>map(fault -> of((SQLException) fault, dialect))
            .orElse(error);
    Dialect speaking =
        dialect != null
            ? dialect
            : told.getCause() instanceof SQLException fault ? guess(fault) : new MySqlDialect();
    return speaking.describe(told, server, reached).orElseGet(() -> local(error, server, reached));
  }

  private static StoreException local(Throwable error, String server, boolean reached) {
    Optional<Throwable> host =
        chain(error).filter(UnknownHostException.class::isInstance).findFirst();
    String text = (server + ": " + words(error)).replaceAll("\\s+", " ");
    if (host.isPresent() && !reached) {
      return StoreException.misconfigured(server + ": unknown host", error);
    }
    if (error instanceof NoDriver) {
      return StoreException.misconfigured(text, error);
    }
    return StoreException.unavailable(text, error);
  }

  private static String words(Throwable error) {
    return chain(error)
        .map(Throwable::getMessage)
        .filter(message -> message != null && !message.isBlank())
        .findFirst()
        .orElse(error.getClass().getSimpleName());
  }

  private static Stream<Throwable> chain(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(20);
  }

  /** It is not known what has become of a statement, or a connection could not be had. */
  static final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unanswered(Throwable cause) {
      super(cause.getMessage(), cause);
    }

    Unanswered(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no driver for an address. */
  static final class NoDriver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoDriver(String message) {
      super(message);
    }
  }
}
