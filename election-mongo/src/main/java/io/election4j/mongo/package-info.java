/**
 * A {@link io.election4j.spi.LeaseStore} on MongoDB: {@link io.election4j.mongo.MongoLeaseStore}.
 */
@NullMarked
package io.election4j.mongo;

import org.jspecify.annotations.NullMarked;
