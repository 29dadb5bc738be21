/** Leases and elections on MongoDB. */
// The driver names its modules only.
@SuppressWarnings("requires-transitive-automatic")
module io.election4j.mongo {
  requires transitive io.election4j;
  requires transitive org.mongodb.bson;
  requires transitive org.mongodb.driver.core;
  requires transitive org.mongodb.driver.reactivestreams;
  requires org.slf4j;

  exports io.election4j.mongo;
}
