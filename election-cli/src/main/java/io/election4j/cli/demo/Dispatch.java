package io.election4j.cli.demo;

/** What comes out of a candidate's process. */
sealed interface Dispatch {

  /** Returns whose it is. */
  Contender contender();

  /** It wrote a note. */
  record Noted(Contender contender, Note note) implements Dispatch {}

  /** It wrote something to its standard error stream. */
  record Complained(Contender contender, String line) implements Dispatch {}

  /** It ended, and all that it wrote has been read. */
  record Ended(Contender contender, int exitCode) implements Dispatch {}
}
