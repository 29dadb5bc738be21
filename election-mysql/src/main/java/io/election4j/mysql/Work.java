package io.election4j.mysql;

/** The kinds of work, none of which ever waits for another: each has connections of its own. */
enum Work {
  /** Does no harm if it is done twice, so a dead connection is noticed by using it. */
  RENEWAL,
  READ,
  WRITE
}
