package io.election4j.servers;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Finds a database server for tests and demonstrations.
 *
 * <p>The methods for tests, {@link #mysql()}, {@link #mariadb()}, {@link #postgreSql()} and {@link
 * #mongo()}, take the first of: a server whose address is in the environment, where they make a
 * database of their own; a container, where a Docker engine runs and has or gets the image; an
 * embedded server. An image other than the usual is named by {@code ELECTION_TEST_MYSQL_IMAGE},
 * {@code ELECTION_TEST_MARIADB_IMAGE}, {@code ELECTION_TEST_POSTGRESQL_IMAGE} or {@code
 * ELECTION_TEST_MONGO_IMAGE}; if it cannot be had, the test is not run on another server, but
 * fails. They print once per virtual machine what they found: {@code MySQL suite runs on: MySQL
 * 8.0.12, embedded}. Where nothing can be had they abort the test, which JUnit then reports as
 * skipped, with the reason.
 *
 * <p>The methods for demonstrations, {@link #embeddedMySql()}, {@link #embeddedPostgreSql()} and
 * {@link #fakeMongo()}, ask neither the environment nor Docker, print nothing, and throw. Safe for
 * use by several threads.
 */
public final class TestServers {

  private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

  // Asking once takes long enough.
  private static final Set<String> UNOBTAINABLE = ConcurrentHashMap.newKeySet();

  private TestServers() {}

  /**
   * Returns a server of the MySQL family for a test: at {@code ELECTION_TEST_MYSQL_URL}, in a
   * container of MySQL 8.4, or what {@link #embeddedMySql()} finds; where the system property
   * {@code election.test.sql} is {@code mariadb}, at that address or what {@link #mariadb()} finds.
   *
   * @throws IllegalStateException if the server given cannot be used
   * @throws IllegalArgumentException if the property has another value
   */
  public static TestServer mysql() {
    AskedServer asked = AskedServer.in(System.getProperties());
    return forTests(
        "MySQL",
        () ->
            given("ELECTION_TEST_MYSQL_URL")
                .map(GivenMySql::open)
                .orElseGet(
                    asked == AskedServer.ANY ? TestServers::anyMySql : TestServers::mariaDb));
  }

  private static TestServer anyMySql() {
    return container(new SqlContainerKind(image("ELECTION_TEST_MYSQL_IMAGE", "mysql:8.4")))
        .orElseGet(TestServers::embeddedMySql);
  }

  private static TestServer mariaDb() {
    return container(new SqlContainerKind(image("ELECTION_TEST_MARIADB_IMAGE", "mariadb:11")))
        .orElseGet(() -> embedded(new MariaDbEngine()));
  }

  /**
   * Returns a MariaDB server for a test: at {@code ELECTION_TEST_MARIADB_URL}, in a container of
   * MariaDB 11, or embedded where its archive is on the class path.
   *
   * @throws IllegalStateException if the server given cannot be used
   */
  public static TestServer mariadb() {
    return forTests(
        "MariaDB",
        () ->
            given("ELECTION_TEST_MARIADB_URL")
                .map(GivenMySql::open)
                .orElseGet(TestServers::mariaDb));
  }

  /**
   * Returns a PostgreSQL server for a test: at {@code ELECTION_TEST_POSTGRESQL_URL}, in a container
   * of PostgreSQL 17, or what {@link #embeddedPostgreSql()} starts. The first needs the JDBC driver
   * on the class path.
   *
   * @throws IllegalStateException if the server given cannot be used
   */
  public static TestServer postgreSql() {
    return forTests(
        "PostgreSQL",
        () ->
            given("ELECTION_TEST_POSTGRESQL_URL")
                .map(GivenPostgreSql::open)
                .or(
                    () ->
                        container(
                            new PostgreSqlContainerKind(
                                image("ELECTION_TEST_POSTGRESQL_IMAGE", "postgres:17"))))
                .orElseGet(TestServers::embeddedPostgreSql));
  }

  /**
   * Returns a MongoDB for a test: at {@code ELECTION_TEST_MONGO_URL}, a replica set of one in a
   * container of MongoDB 7, or the fake one.
   *
   * @throws IllegalStateException if the server given cannot be used
   */
  public static TestServer mongo() {
    return forTests(
        "MongoDB",
        () ->
            given("ELECTION_TEST_MONGO_URL")
                .map(GivenMongo::open)
                .or(
                    () ->
                        container(
                            new MongoContainerKind(image("ELECTION_TEST_MONGO_IMAGE", "mongo:7"))))
                .orElseGet(TestServers::fakeMongo));
  }

  /**
   * Starts a fake MongoDB in this virtual machine. It keeps its data in memory, and has change
   * streams, but no transactions and no users.
   */
  public static TestServer fakeMongo() {
    return FakeMongoServer.open();
  }

  /**
   * Starts a fake MongoDB as {@link #fakeMongo()} does, for tests of what is seen when.
   *
   * @param lag how much later than the primary a majority of its replica set knows a write: only
   *     then a majority read and a change stream show it, and a write with concern "majority" is
   *     acknowledged, if it changed anything. With {@link #fakeMongo()} it is mostly under 1 ms,
   *     and now and then 8 ms
   */
  public static TestServer fakeMongo(Duration lag) {
    return FakeMongoServer.open(lag::toNanos);
  }

  /**
   * Starts an embedded server of the MySQL family: MySQL 8 if its archive is on the class path and
   * the system has the libraries it needs (libaio), else MariaDB. The first start per user unpacks
   * and initialises, which takes seconds; the next ones take less than one.
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
      String reasons =
          Stream.of(noMySql, noMariaDb)
              .map(Throwable::getMessage)
              .distinct()
              .collect(Collectors.joining("; "));
      throw new ServerUnavailableException(
          reasons
              + "; give a server by its address instead"
              + " (command line: --store, tests: ELECTION_TEST_MYSQL_URL)");
    }
  }

  /**
   * Starts an embedded PostgreSQL if its archive is on the class path. The first start per user
   * unpacks, which takes seconds; the next ones take one or two, as each initialises data of its
   * own: on copies, PostgreSQL servers would say that they are the same. Where this process is
   * root, the server is user nobody's.
   *
   * <p>What it acknowledged survives {@link TestServer#stop()}, but not a crash of the machine.
   *
   * @throws ServerUnavailableException if this machine cannot run it
   */
  public static TestServer embeddedPostgreSql() {
    return embedded(new PostgreSqlEngine());
  }

  private static TestServer embedded(SqlEngine engine) {
    return EmbeddedSqlServer.start(SqlInstallation.of(engine), Map.of());
  }

  private static Optional<GivenAddress> given(String variable) {
    return GivenAddress.in(System.getenv(), variable);
  }

  private static String image(String variable, String usual) {
    return ContainerImage.in(System.getenv(), variable, usual);
  }

  private static Optional<TestServer> container(ContainerKind kind) {
    Map<String, String> environment = System.getenv();
    if (!DockerSocket.answers(environment, System.getProperty("user.home"))) {
      ContainerImage.requireNotAsked(
          environment, kind.image(), new IllegalStateException("no Docker engine answers"));
      return Optional.empty();
    }
    if (UNOBTAINABLE.contains(kind.image())) {
      return Optional.empty();
    }
    try {
      DockerImages.require(kind.image());
      return Optional.of(ContainerServer.start(kind));
    } catch (RuntimeException e) {
      ContainerImage.requireNotAsked(environment, kind.image(), e);
      UNOBTAINABLE.add(kind.image());
      print("No container of " + kind.image() + ", looking further: " + firstLine(e));
      return Optional.empty();
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  private static TestServer forTests(String suite, Supplier<TestServer> finding) {
    try {
      TestServer server = finding.get();
      print(suite + " suite runs on: " + server.description());
      return server;
    } catch (ServerUnavailableException e) {
      throw new TestAbortedException("no server for the " + suite + " suite: " + e.getMessage());
    }
  }

  private static void print(String line) {
    if (PRINTED.add(line)) {
      System.out.println(line);
    }
  }
}
