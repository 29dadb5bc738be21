package io.election4j.proof.exploration;

/** What can go wrong in a small world; each occurrence uses up one of those allowed. */
enum ExploredFault {
  /** A request or an answer takes its time, perhaps for ever. */
  LATE,
  /** A request arrives a second time, later. */
  COPY,
  /** A process is gone; it may start again. */
  CRASH,
  /** Nothing of a process runs; its clocks do. */
  PAUSE,
  /** As a pause, but the monotonic clock stands still. */
  SUSPEND,
  /** No answer to any read reaches a process; everything else passes. */
  BLIND,
  /** No answer reaches a process; its requests pass. */
  DEAF,
  /** No request of a process is applied. */
  MUTE,
  /** A process leaves the election; it may join again. */
  LEAVE,
  /** A process closes. */
  CLOSE
}
