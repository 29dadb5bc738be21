/**
 * A {@link io.election4j.spi.LeaseStore} on MongoDB: {@link io.election4j.mongo.MongoLeaseStore};
 * and writes that only a leader can make: {@link io.election4j.mongo.MongoGuard}.
 */
@NullMarked
package io.election4j.mongo;

import org.jspecify.annotations.NullMarked;
