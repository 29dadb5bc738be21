package io.election4j.samples.h2;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class H2LeaseStoreTest extends LeaseStoreContract {

  @TempDir static Path folder;

  @Override
  protected LeaseStore createStore() {
    return H2LeaseStore.of(url(), "sa", "");
  }

  @Override
  protected void declare(Capabilities can) {
    can.restart(H2LeaseStoreTest::restart)
        .unreachable(() -> H2LeaseStore.of("jdbc:h2:tcp://127.0.0.1:1/x", "me", "canary"))
        .secret("canary");
  }

  private static void restart() {
    try (Connection connection = DriverManager.getConnection(url(), "sa", "")) {
      connection.createStatement().execute("SHUTDOWN"); // the next call opens it
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String url() {
    return "jdbc:h2:" + folder.resolve("elections");
  }
}
