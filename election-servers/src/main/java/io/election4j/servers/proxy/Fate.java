package io.election4j.servers.proxy;

/** What becomes of bytes that have arrived. */
enum Fate {
  DELIVERED,
  LOST,
  /** Lost, and their connection with them. */
  CUT
}
