package io.election4j.cli.base;

import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mongo.MongoLeaseStoreBuilder;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.mysql.MySqlLeaseStoreBuilder;
import io.election4j.spi.LeaseStore;

/** The stores of the modules that speak to databases. */
public final class DatabaseStores implements Stores {

  @Override
  public LeaseStore open(StoreAddress address, boolean neverCreate) {
    return switch (address.kind()) {
      case MYSQL -> mySql(address, neverCreate);
      case MONGO -> mongo(address, neverCreate);
    };
  }

  @Override
  public String schema(StoreAddress address) {
    return switch (address.kind()) {
      case MYSQL -> MySqlLeaseStore.schema();
      case MONGO -> MongoLeaseStore.schema();
    };
  }

  private static LeaseStore mySql(StoreAddress address, boolean neverCreate) {
    MySqlLeaseStoreBuilder builder = MySqlLeaseStore.builder(address.url());
    address.password().map(Secret::reveal).ifPresent(builder::password);
    return neverCreate ? builder.neverCreate().build() : builder.build();
  }

  private static LeaseStore mongo(StoreAddress address, boolean neverCreate) {
    MongoLeaseStoreBuilder builder = MongoLeaseStore.builder(address.url());
    address.password().map(Secret::reveal).ifPresent(builder::password);
    return neverCreate ? builder.neverCreate().build() : builder.build();
  }
}
