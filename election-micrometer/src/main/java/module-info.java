/** Meters of elections for Micrometer. */
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.election4j.micrometer {
  requires transitive io.election4j;
  requires transitive micrometer.core;
  requires org.slf4j;

  exports io.election4j.micrometer;
}
