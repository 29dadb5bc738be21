package io.election4j.mysql;

import io.election4j.spi.StoreException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolShutdownException;

/** What errors of the server and the driver mean. */
final class Faults {

  /** Deadlock, lock not given in time, row changed meanwhile: the statement was not applied. */
  private static final Set<Integer> CONTENTION = Set.of(1213, 1205, 1020);

  private static final int DUPLICATE = 1062;

  /** A column, an index of this name. */
  private static final Set<Integer> ADDED = Set.of(1060, 1061);

  /**
   * Access denied, no such database, no privilege, host not allowed, unknown authentication,
   * password expired, account locked.
   */
  private static final Set<Integer> MISCONFIGURED =
      Set.of(1044, 1045, 1698, 1049, 1142, 1143, 1227, 1130, 1251, 1524, 1820, 1862, 3118, 4151);

  private Faults() {}

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
    String message = (server + ": " + reason(error)).replaceAll("\\s+", " ");
    return misconfigured(error, reached)
        ? StoreException.misconfigured(message, error)
        : StoreException.unavailable(message, error);
  }

  private static boolean misconfigured(Throwable error, boolean reached) {
    return MISCONFIGURED.contains(code(error))
        || error instanceof R2dbcPermissionDeniedException
        || !reached && unknownHost(error);
  }

  private static String reason(Throwable error) {
    if (unknownHost(error)) {
      return "unknown host";
    }
    if (error instanceof PoolShutdownException) {
      return "the store is closed";
    }
    if (error instanceof PoolAcquireTimeoutException late) {
      return "no connection was free within " + late.getAcquireTimeout().toMillis() + " ms";
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null) {
        return message;
      }
    }
    return error.getClass().getSimpleName();
  }

  /** A name server that does not answer has not said that the host is unknown. */
  private static boolean unknownHost(Throwable error) {
    return error instanceof UnknownHostException
        && !(error.getCause() instanceof DnsNameResolverTimeoutException);
  }

  private static int code(@Nullable Throwable error) {
    return error instanceof R2dbcException fault ? fault.getErrorCode() : 0;
  }

  /** A statement was not answered in time. */
  static final class Late extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Late(String message) {
      super(message);
    }
  }
}
