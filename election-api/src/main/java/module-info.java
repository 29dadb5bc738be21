/** Leader election on the database you already run: the API, the store SPI and the engine. */
// The testkit is built later; Reactor names its modules only.
@SuppressWarnings({"module", "requires-transitive-automatic"})
module io.election4j {
  requires transitive org.jspecify;
  requires transitive org.reactivestreams;
  requires transitive reactor.core;
  requires org.slf4j;

  exports io.election4j;
  exports io.election4j.spi;
  exports io.election4j.spi.support;
  exports io.election4j.internal.engine to
      io.election4j.proof;
}
