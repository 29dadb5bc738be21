package io.election4j.servers;

import java.util.Map;

/** A program that starts an embedded server, prints its address, and then waits to be killed. */
final class ServerHolder {

  private ServerHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    SqlEngine engine = arguments[0].equals("MySQL") ? new MySqlEngine() : new MariaDbEngine();
    TestServer server =
        EmbeddedSqlServer.start(SqlInstallation.of(engine, Cache.ofUser()), Map.of());
    System.out.println(server.url());
    if (arguments[1].equals("forget")) {
      return;
    }
    Thread.currentThread().join();
  }
}
