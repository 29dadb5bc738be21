package io.election4j.cli.base;

/** What the command line's exit codes mean. */
public enum ExitCode {
  /** Done. */
  OK(0),
  /** Something that should not happen did. */
  UNEXPECTED(1),
  /** An option, a parameter or a file given is wrong; nothing was done. */
  USAGE(2),
  /** The store is misconfigured, or did not answer. */
  STORE(3),
  /** The store does not know an election that {@code status} or a request names. */
  UNKNOWN_ELECTION(4),
  /** Nobody leads, so nobody could be asked. */
  NOT_LED(5),
  /** A leader was asked, and it was not done in time. */
  NOT_OBEYED(6),
  /** {@code run} cannot start the command: it is not executable, or {@code setsid} is missing. */
  CANNOT_RUN(126),
  /** {@code run} does not find the command. */
  COMMAND_NOT_FOUND(127);

  /** Ended by signal n, a process exits with this + n. */
  public static final int SIGNAL_BASE = 128;

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
