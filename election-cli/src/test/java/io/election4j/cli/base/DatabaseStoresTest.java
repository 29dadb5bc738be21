package io.election4j.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every form of a URL leads to the same tables. */
class DatabaseStoresTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static void requireRecord(String url, String election) {
    try (LeaseStore store = new DatabaseStores().open(StoreAddress.parse(url), true)) {
      store.prepare().block(PATIENCE);
      assertThat(store.observe(null, List.of(), List.of(election)).block(PATIENCE).records())
          .hasSize(1);
    }
  }

  private static void createRecord(String url, String election) {
    try (LeaseStore store = new DatabaseStores().open(StoreAddress.parse(url), false)) {
      store.prepare().block(PATIENCE);
      store.create(List.of(election)).block(PATIENCE);
    }
  }

  @Test
  void byR2dbcAndByJdbcOnMySql() {
    try (TestServer server = TestServers.mysql()) {
      String url = server.url();
      createRecord(url, "one");

      String bare = url.replaceFirst("\\?.*", "").replaceFirst("mysql:", "jdbc:mysql:");
      String jdbc = bare + "?sslMode=disable&allowPublicKeyRetrieval=true";
      requireRecord(jdbc, "one");
      requireRecord(jdbc.replaceFirst("jdbc:mysql:", "jdbc:mariadb:"), "one");
    }
  }

  @Test
  void byBothNamesOfPostgreSqlAndByJdbc() {
    try (TestServer server = TestServers.postgreSql()) {
      String url = server.url();
      createRecord(url, "one");

      requireRecord(url.replaceFirst("postgresql:", "postgres:"), "one");
      requireRecord("jdbc:" + url, "one");
      assertThat(new DatabaseStores().schema(StoreAddress.parse("jdbc:" + url)))
          .isEqualTo(new DatabaseStores().schema(StoreAddress.parse(url)))
          .contains("PostgreSQL 12");
    }
  }
}
