package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Says that the outcome of an operation is unknown, that the store cannot be used as it is
 * configured, or that it can never keep what it was given.
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
    MISCONFIGURED,
    /**
     * The store answers, but can never keep a text of this call as it is: half a character in the
     * name of an election, a value that is too long for its column. Nothing was applied; the same
     * call fails in the same way for ever, one with other texts need not.
     */
    UNSTORABLE
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

  /**
   * Creates an exception of kind {@link Kind#UNSTORABLE}; to be used only where it is certain that
   * nothing of the call was applied.
   *
   * @param message names what cannot be kept, and why not; never a value in full
   */
  public static StoreException unstorable(String message, @Nullable Throwable cause) {
    return new StoreException(Kind.UNSTORABLE, message, cause);
  }

  /** Returns what the caller may do about it. */
  public Kind kind() {
    return kind;
  }
}
