package io.election4j.cli.base;

import io.election4j.jdbc.JdbcLeaseStore;
import io.election4j.jdbc.JdbcLeaseStoreBuilder;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mongo.MongoLeaseStoreBuilder;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.mysql.MySqlLeaseStoreBuilder;
import io.election4j.spi.LeaseStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The stores of the modules that speak to databases. */
public final class DatabaseStores implements Stores {

  @Override
  public LeaseStore open(StoreAddress address, boolean neverCreate) {
    return switch (address.kind()) {
      case MYSQL -> mySql(address, neverCreate);
      case MONGO -> mongo(address, neverCreate);
      case POSTGRESQL, JDBC -> jdbc(address, neverCreate);
    };
  }

  @Override
  public String schema(StoreAddress address) {
    return switch (address.kind()) {
      case MYSQL -> MySqlLeaseStore.schema();
      case MONGO -> MongoLeaseStore.schema();
      case POSTGRESQL -> JdbcLeaseStore.postgresqlSchema();
      case JDBC ->
          address.url().startsWith("jdbc:postgresql:")
              ? JdbcLeaseStore.postgresqlSchema()
              : JdbcLeaseStore.mysqlSchema();
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

  /** The drivers take a user by its name only, and MariaDB's is the one for MySQL, too. */
  private static LeaseStore jdbc(StoreAddress address, boolean neverCreate) {
    String url = address.url();
    int host = url.indexOf("://") + 3;
    int end = url.substring(host).split("[/?]", 2)[0].length() + host;
    int at = url.substring(0, end).lastIndexOf('@');
    String user =
        at < host ? "" : URLDecoder.decode(url.substring(host, at), StandardCharsets.UTF_8);
    String bare = at < host ? url : url.substring(0, host) + url.substring(at + 1);
    String known =
        bare.replaceFirst("^postgres(ql)?:", "jdbc:postgresql:")
            .replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
    JdbcLeaseStoreBuilder builder =
        JdbcLeaseStore.builder(known, user, address.password().map(Secret::reveal).orElse(""));
    return neverCreate ? builder.neverCreate().build() : builder.build();
  }
}
