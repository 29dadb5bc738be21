package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What MySQL and MariaDB have in common. */
interface MySqlFamily extends SqlEngine {

  /** Returns the options that only this engine takes. */
  List<String> options();

  @Override
  default List<String> askingForVersion() {
    return List.of("--no-defaults", "--version");
  }

  @Override
  default boolean copiesHaveTheirOwnIdentity() {
    return true;
  }

  @Override
  default List<String> command(Path program, Path data, int port) throws IOException {
    return new SqlCommand(this, program, data).listeningOn(port).words();
  }

  @Override
  default String url(int port) {
    // Newer JDKs refuse the TLS of servers this old, and nothing leaves this machine.
    return "mysql://root@127.0.0.1:" + port + "/elections?sslMode=disabled";
  }

  @Override
  default String awaitProduct(int port, BooleanSupplier alive, Duration limit) throws IOException {
    return Greeting.await("127.0.0.1", port, alive, limit).product();
  }
}
