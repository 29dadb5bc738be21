package io.election4j.testkit.servers;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds a database server for tests and demonstrations.
 *
 * <p>The methods for tests, {@link #mysql()}, {@link #mariadb()} and {@link #mongo()}, print once
 * per virtual machine what they found: {@code MySQL suite runs on: MySQL 8.0.12, embedded}. Where
 * nothing can be had they abort the test, which JUnit then reports as skipped, with the reason. The
 * methods for demonstrations print nothing and throw. Safe for use by several threads.
 */
public final class TestServers {

  private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

  private TestServers() {}

  /** Returns a server of the MySQL family for a test: MySQL if it can be had, else MariaDB. */
  public static TestServer mysql() {
    return forTests("MySQL", TestServers::embeddedMySql);
  }

  /** Returns a MariaDB server for a test. */
  public static TestServer mariadb() {
    return forTests("MariaDB", () -> embedded(new MariaDbEngine()));
  }

  /** Returns a MongoDB for a test. */
  public static TestServer mongo() {
    return forTests("MongoDB", TestServers::fakeMongo);
  }

  /**
   * Starts a fake MongoDB in this virtual machine. It keeps its data in memory, and has change
   * streams, but no transactions and no users. Asks neither the environment nor Docker, prints
   * nothing.
   */
  public static TestServer fakeMongo() {
    return FakeMongoServer.open();
  }

  /**
   * Starts an embedded server of the MySQL family: MySQL 8 if its archive is on the class path and
   * the system has the libraries it needs (libaio), else MariaDB. Asks neither the environment nor
   * Docker, prints nothing. The first start per user unpacks and initialises, which takes seconds;
   * the next ones take less than one.
   *
   * @throws ServerUnavailableException if this machine can run neither
   */
  public static TestServer embeddedMySql() {
    try {
      return embedded(new MySqlEngine());
    } catch (ServerUnavailableException noMySql) {
      return embeddedMariaDbInstead(noMySql);
    }
  }

  private static TestServer embeddedMariaDbInstead(ServerUnavailableException noMySql) {
    try {
      return embedded(new MariaDbEngine());
    } catch (ServerUnavailableException noMariaDb) {
      throw new ServerUnavailableException(noMySql.getMessage() + "; " + noMariaDb.getMessage());
    }
  }

  private static TestServer embedded(SqlEngine engine) {
    return EmbeddedSqlServer.start(SqlInstallation.of(engine, Cache.ofUser()));
  }

  private static TestServer forTests(String suite, Supplier<TestServer> finding) {
    try {
      TestServer server = finding.get();
      announce(suite + " suite runs on: " + server.description());
      return server;
    } catch (ServerUnavailableException e) {
      return Assumptions.abort("no server for the " + suite + " suite: " + e.getMessage());
    }
  }

  private static void announce(String line) {
    if (ANNOUNCED.add(line)) {
      System.out.println(line);
    }
  }
}
