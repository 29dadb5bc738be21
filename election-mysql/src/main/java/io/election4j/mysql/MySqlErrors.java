package io.election4j.mysql;

import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import io.election4j.sql.SqlRefusal;
import io.netty.handler.ssl.NotSslRecordException;
import java.util.Optional;
import reactor.core.Exceptions;
import reactor.pool.PoolShutdownException;

/** What errors of the server and the driver mean. */
final class MySqlErrors {

  private MySqlErrors() {}

  /** Returns whether it is not known what the server has made of a statement. */
  static boolean unanswered(Throwable error) {
    return SqlRefusal.codeOf(error) == 0
        && !(error instanceof StoreException)
        && !(error instanceof Session.Detached);
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
    Optional<StoreException> refused =
        RawSession.DIALECT.describe(RawSession.refusal(error), server, reached);
    return refused.orElseGet(() -> local(error, server, reached));
  }

  private static StoreException local(Throwable error, String server, boolean reached) {
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

  /** A statement was not answered, or no connection was free, in time. */
  static final class Late extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Late(String message) {
      super(message);
    }
  }
}
