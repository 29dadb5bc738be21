package io.election4j.spring.boot;

import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.jdbc.JdbcLeaseStore;
import io.election4j.jdbc.JdbcLeaseStoreBuilder;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mongo.MongoLeaseStoreBuilder;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.mysql.MySqlLeaseStoreBuilder;
import io.election4j.spi.LeaseStore;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The stores that could be had, each from the bean of an application that it needs. */
final class StoreConfigurations {

  private StoreConfigurations() {}

  private static boolean neverCreates(ElectionProperties properties) {
    return properties.schema() == ElectionProperties.Schema.NEVER;
  }

  private static <T> T one(ObjectProvider<T> beans, String type) {
    return Optional.ofNullable(beans.getIfUnique())
        .orElseThrow(
            () ->
                new ElectionStartException(
                    "There are several beans of type " + type + ", none of them primary",
                    "mark one as @Primary, or define a bean of type LeaseStore"));
  }

  /** On JDBC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({DataSource.class, JdbcLeaseStore.class})
  @ConditionalOnBean(DataSource.class)
  static class Jdbc {

    @Bean
    StoreCandidate electionJdbcStore(
        ObjectProvider<DataSource> beans, ElectionProperties properties) {
      return new StoreCandidate(StoreKind.JDBC, () -> store(beans, properties));
    }

    private static LeaseStore store(
        ObjectProvider<DataSource> beans, ElectionProperties properties) {
      JdbcLeaseStoreBuilder builder = JdbcLeaseStore.builder(one(beans, "DataSource"));
      if (neverCreates(properties)) {
        builder.neverCreate();
      }
      return (properties.epochTerms() ? builder.epochTerms() : builder).build();
    }
  }

  /** On R2DBC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ConnectionFactory.class, MySqlLeaseStore.class})
  @ConditionalOnBean(ConnectionFactory.class)
  static class R2dbc {

    @Bean
    StoreCandidate electionR2dbcStore(
        ObjectProvider<ConnectionFactory> beans, ElectionProperties properties) {
      return new StoreCandidate(StoreKind.R2DBC, () -> store(beans, properties));
    }

    private static LeaseStore store(
        ObjectProvider<ConnectionFactory> beans, ElectionProperties properties) {
      MySqlLeaseStoreBuilder builder = MySqlLeaseStore.builder(one(beans, "ConnectionFactory"));
      if (neverCreates(properties)) {
        builder.neverCreate();
      }
      return (properties.epochTerms() ? builder.epochTerms() : builder).build();
    }
  }

  /** On MongoDB. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({MongoClient.class, MongoLeaseStore.class})
  @ConditionalOnBean(MongoClient.class)
  static class Mongo {

    @Bean
    StoreCandidate electionMongoStore(
        ObjectProvider<MongoClient> beans, ElectionProperties properties) {
      return new StoreCandidate(StoreKind.MONGO, () -> store(beans, properties));
    }

    private static LeaseStore store(
        ObjectProvider<MongoClient> beans, ElectionProperties properties) {
      MongoLeaseStoreBuilder builder = MongoLeaseStore.builder(one(beans, "MongoClient"));
      if (neverCreates(properties)) {
        builder.neverCreate();
      }
      String database = properties.mongo().database();
      return (database == null ? builder : builder.database(database)).build();
    }
  }
}
