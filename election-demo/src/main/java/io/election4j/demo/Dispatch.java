package io.election4j.demo;

/** What comes out of a candidate's process. */
sealed interface Dispatch {

  /** Returns whose it is. */
  CandidateView candidate();

  /** It wrote a note. */
  record Noted(CandidateView candidate, Note note) implements Dispatch {}

  /** It wrote something to its standard error stream. */
  record Complained(CandidateView candidate, String line) implements Dispatch {}

  /** It ended, and all that it wrote has been read. */
  record Ended(CandidateView candidate, int exitCode) implements Dispatch {}
}
