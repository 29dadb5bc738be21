/** The conformance kit for stores, and virtual time for tests of elections. */
// The proof is built later.
@SuppressWarnings("module")
module io.election4j.testkit {
  requires transitive io.election4j;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;

  exports io.election4j.testkit;
  exports io.election4j.testkit.guard;
  exports io.election4j.testkit.virtual;
  exports io.election4j.testkit.virtual.internal to
      io.election4j.proof;

  opens io.election4j.testkit to
      org.junit.platform.commons;
  opens io.election4j.testkit.guard to
      org.junit.platform.commons;
}
