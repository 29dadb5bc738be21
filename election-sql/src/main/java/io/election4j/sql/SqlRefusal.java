package io.election4j.sql;

import org.jspecify.annotations.Nullable;

/** The server has refused a statement: it was not applied. Its text is the server's. */
public final class SqlRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String state;

  /**
   * Creates one.
   *
   * @param code of the server; 0 where it has none
   * @param state the SQLSTATE; {@code null} or empty if it is not known
   * @param cause as the driver tells it
   */
  public SqlRefusal(int code, @Nullable String state, Throwable cause) {
    super(cause.getMessage(), cause);
    this.code = code;
    this.state = state == null ? "" : state;
  }

  /** Returns the server's code; 0 where it has none. */
  public int code() {
    return code;
  }

  /** Returns the SQLSTATE, five characters; empty if it is not known. */
  public String state() {
    return state;
  }

  /** Returns the code of an error that is such a refusal; else 0. */
  public static int codeOf(@Nullable Throwable error) {
    return error instanceof SqlRefusal refusal ? refusal.code : 0;
  }

  /** Returns the SQLSTATE of an error that is such a refusal; else empty. */
  public static String stateOf(@Nullable Throwable error) {
    return error instanceof SqlRefusal refusal ? refusal.state : "";
  }
}
