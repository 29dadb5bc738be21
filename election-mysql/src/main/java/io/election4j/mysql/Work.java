package io.election4j.mysql;

/** The kinds of work, none of which ever waits for another: each has connections of its own. */
enum Work {
  RENEWAL,
  READ,
  WRITE
}
