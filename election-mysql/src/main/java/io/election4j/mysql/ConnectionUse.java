package io.election4j.mysql;

/** The kinds of work, none of which ever waits for another: each has connections of its own. */
enum ConnectionUse {
  RENEWAL,
  READ,
  WRITE;

  /** Returns whether it does no harm done twice: then a dead connection is noticed by using it. */
  boolean repeats() {
    return this != WRITE;
  }
}
