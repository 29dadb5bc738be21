package io.election4j.mysql;

import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import io.netty.handler.ssl.NotSslRecordException;
import io.r2dbc.spi.R2dbcException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.pool.PoolShutdownException;

/** What errors of the server and the driver mean. */
final class MySqlErrors {

  /** Deadlock, lock not given in time, row changed meanwhile: the statement was not applied. */
  private static final Set<Integer> CONTENTION = Set.of(1213, 1205, 1020);

  private static final int DUPLICATE = 1062;

  /** A column, an index of this name. */
  private static final Set<Integer> ADDED = Set.of(1060, 1061);

  /** No such table, no such column, no file of the table. */
  private static final Set<Integer> TABLES_GONE = Set.of(1146, 1054, 1932);

  private MySqlErrors() {}

  /** Returns whether the server has certainly not applied a statement because of others' locks. */
  static boolean contention(Throwable error) {
    return CONTENTION.contains(code(error));
  }

  /** Returns whether it is not known what the server has made of a statement. */
  static boolean unanswered(Throwable error) {
    return code(error) == 0
        && !(error instanceof StoreException)
        && !(error instanceof Session.Detached);
  }

  /** Returns whether the server has refused a statement. */
  static boolean answered(Throwable error) {
    return code(error) != 0;
  }

  /** Returns whether callers are told that tables are not as they were when they were prepared. */
  static boolean tablesGone(Throwable described) {
    return TABLES_GONE.contains(code(described.getCause()));
  }

  /** Returns whether a row with the same key is there already. */
  static boolean duplicate(Throwable error) {
    return code(error) == DUPLICATE;
  }

  /** Returns whether a table has a column or an index already that was to be added. */
  static boolean alreadyAdded(Throwable error) {
    return ADDED.contains(code(error));
  }

  /**
   * Returns the error as callers get it.
   *
   * @param server names the server
   * @param reached whether it was ever reached; if not, the address itself is in doubt
   */
  static StoreException describe(Throwable thrown, String server, boolean reached) {
    Throwable error = Exceptions.unwrap(thrown);
    if (error instanceof StoreException described) {
      return described;
    }
    return described(error, server, reached);
  }

  private static StoreException described(Throwable error, String server, boolean reached) {
    int code = code(error);
    if (code != 0) {
      Optional<ServerFault> known = ServerFault.of(code, words(error));
      String advice = known.map(fault -> "; " + fault.advice()).orElse("");
      String text = line(server, words(error) + " (error " + code + ")" + advice);
      return of(known.map(fault -> fault.kind(reached)).orElse(Kind.UNAVAILABLE), text, error);
    }
    Optional<LocalFault> known = LocalFault.of(error);
    if (known.equals(Optional.of(LocalFault.HOST))) {
      String why = words(error).contains("interface") ? ": " + words(error) : "";
      return of(
          reached ? Kind.UNAVAILABLE : Kind.MISCONFIGURED,
          line(server, LocalFault.HOST.advice() + why),
          error);
    }
    return known
        .map(
            fault ->
                of(Kind.MISCONFIGURED, line(server, words(error) + "; " + fault.advice()), error))
        .orElseGet(() -> StoreException.unavailable(line(server, words(error)), error));
  }

  private static StoreException of(Kind kind, String text, Throwable error) {
    return kind == Kind.MISCONFIGURED
        ? StoreException.misconfigured(text, error)
        : StoreException.unavailable(text, error);
  }

  private static String line(String server, String text) {
    return (server + ": " + text).replaceAll("\\s+", " ");
  }

  private static String words(Throwable error) {
    if (error instanceof PoolShutdownException) {
      return "the store is closed";
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof NotSslRecordException) {
        return "not an SSL/TLS record"; // without all its bytes
      }
      if (message != null && !message.isBlank()) {
        return message;
      }
    }
    return error.getClass().getSimpleName();
  }

  private static int code(@Nullable Throwable error) {
    return error instanceof R2dbcException fault ? fault.getErrorCode() : 0;
  }

  /** A statement was not answered, or no connection was free, in time. */
  static final class Late extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Late(String message) {
      super(message);
    }
  }
}
