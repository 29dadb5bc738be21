package io.election4j.cli;

/** What the command line's exit codes mean. */
enum ExitCode {
  /** Done. */
  OK(0),
  /** Something that should not happen did. */
  UNEXPECTED(1),
  /** An option, a parameter or a file given is wrong; nothing was done. */
  USAGE(2),
  /** The store is misconfigured, or did not answer. */
  STORE(3),
  /** {@code status} was asked for an election that the store does not know. */
  UNKNOWN_ELECTION(4),
  /** {@code run} cannot start the command: it is not executable, or {@code setsid} is missing. */
  CANNOT_RUN(126),
  /** {@code run} does not find the command. */
  COMMAND_NOT_FOUND(127);

  /** Ended by signal n, a process exits with this + n. */
  static final int SIGNAL_BASE = 128;

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
