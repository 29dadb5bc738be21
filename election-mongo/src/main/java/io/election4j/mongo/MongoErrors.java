package io.election4j.mongo;

import com.mongodb.connection.ClusterDescription;
import io.election4j.spi.StoreException;
import java.util.function.Supplier;

final class MongoErrors {

  static final int UNAUTHORIZED = 13;
  static final int NAMESPACE_EXISTS = 48;
  static final int DUPLICATE_KEY = 11000;
  static final int NO_CHANGE_STREAMS = 40573;

  private final String database;
  private final Supplier<ClusterDescription> cluster;

  MongoErrors(String database, Supplier<ClusterDescription> cluster) {
    this.database = database;
    this.cluster = cluster;
  }

  StoreException preparing(Throwable error) {
    return operating(error);
  }

  StoreException operating(Throwable error) {
    return error instanceof StoreException known
        ? known
        : StoreException.unavailable("TODO " + error, error);
  }
}
