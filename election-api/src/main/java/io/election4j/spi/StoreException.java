package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Says that the outcome of an operation is unknown, or that the store cannot be used as it is
 * configured.
 *
 * <p>Messages are one line that a person can act on; they never contain a password or a URL with
 * one.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the caller may do about it. */
  public enum Kind {
    /**
     * The store did not answer as it should; the outcome is unknown, and trying again later may
     * help.
     */
    UNAVAILABLE,
    /**
     * Trying again cannot help before a person changed something: address, password, grants,
     * schema, kind of server.
     */
    MISCONFIGURED
  }

  private final Kind kind;

  private StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  /** Creates an exception of kind {@link Kind#UNAVAILABLE}. */
  public static StoreException unavailable(String message, @Nullable Throwable cause) {
    return new StoreException(Kind.UNAVAILABLE, message, cause);
  }

  /** Creates an exception of kind {@link Kind#MISCONFIGURED}. */
  public static StoreException misconfigured(String message, @Nullable Throwable cause) {
    return new StoreException(Kind.MISCONFIGURED, message, cause);
  }

  /** Returns what the caller may do about it. */
  public Kind kind() {
    return kind;
  }
}
