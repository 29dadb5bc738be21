package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spring.LeaderOnly;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Two instances of an application as users have it: a web server, a DataSource, one annotation. */
class ApplicationOnMySqlTest {

  private static final BlockingQueue<String> RUNS = new LinkedBlockingQueue<>();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  @Import(Billing.class)
  static class Application {}

  /** Public, since the class loader of the application is another one. */
  public static class Billing {

    private final Elections elections;

    public Billing(Elections elections) {
      this.elections = elections;
    }

    @Scheduled(fixedDelay = 10)
    @LeaderOnly("billing/close-of-day")
    public void closeOfDay() {
      RUNS.add(elections.candidate().name());
    }
  }

  private static TestServer server;

  private final List<ConfigurableApplicationContext> started = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startServer() {
    server = TestServers.mysql();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void closeAll() {
    started.forEach(ConfigurableApplicationContext::close);
  }

  private ConfigurableApplicationContext start(String candidate, String... more) {
    URI uri = URI.create(server.url());
    String[] user = (uri.getUserInfo() + ":").split(":", 3);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=jdbc:mariadb://%s:%d%s?allowPublicKeyRetrieval=true"
                    .formatted(uri.getHost(), uri.getPort(), uri.getPath()),
                "--spring.datasource.username=" + user[0],
                "--spring.datasource.password=" + user[1],
                "--server.port=0",
                "--spring.application.name=billing",
                "--management.endpoints.web.exposure.include=elections,health",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.probes.enabled=true",
                "--election4j.lease=1500ms",
                "--election4j.candidate.name=" + candidate));
    for (String one : more) {
      String key = one.substring(0, one.indexOf('=') + 1);
      arguments.removeIf(argument -> argument.startsWith(key));
      arguments.add(one);
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .resourceLoader(
                new DefaultResourceLoader(
                    new FilteredClassLoader("io.r2dbc", "io.asyncer", "com.mongodb")))
            .run(arguments.toArray(String[]::new));
    started.add(context);
    return context;
  }

  private static void awaitRunOf(String candidate) throws InterruptedException {
    long begin = System.nanoTime();
    String run;
    do {
      run = RUNS.poll(20, TimeUnit.SECONDS);
      assertThat(run).as("a run").isNotNull();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    } while (!run.equals(candidate));
  }

  private HttpResponse<String> ask(ConfigurableApplicationContext context, String path, String body)
      throws Exception {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path));
    return http.send(
        body == null
            ? request.build()
            : request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theJobRunsOnTheLeaderOnlyAndOnTheOtherOneAfterItsEnd() throws Exception {
    ConfigurableApplicationContext one = start("one");
    awaitRunOf("one");
    ConfigurableApplicationContext two = start("two");
    Election followed = two.getBean(Elections.class).join("billing/close-of-day");
    followed.events().ofType(ElectionEvent.LeaderChanged.class).blockFirst(Contexts.LIMIT);
    awaitRunOf("one");
    assertThat(RUNS).doesNotContain("two");

    assertThat(ask(one, "elections/billing/close-of-day", null).body())
        .contains("\"role\":\"LEADER\"");
    assertThat(ask(two, "elections/billing/close-of-day", null).body())
        .contains("\"role\":\"FOLLOWER\"")
        .contains("\"name\":\"one\"");
    String health = ask(two, "health", null).body();
    assertThat((String) JsonPath.read(health, "$.components.elections.status")).isEqualTo("UP");
    assertThat(health).contains("\"billing/close-of-day\":\"FOLLOWER\"");
    one.close();
    awaitRunOf("two");
    assertThat(RUNS).doesNotContain("one");
  }

  @Test
  void theEndpointWritesNothingUnlessItIsAllowedTo() throws Exception {
    ConfigurableApplicationContext one = start("one");
    awaitRunOf("one");

    assertThat(ask(one, "elections", "{\"action\":\"drain\"}").statusCode()).isEqualTo(405);
    assertThat(ask(one, "elections/no/such", null).statusCode()).isEqualTo(404);
  }

  @Test
  void theEndpointMovesLeadershipWhereItMay() throws Exception {
    String unrestricted = "--management.endpoint.elections.access=unrestricted";
    ConfigurableApplicationContext one = start("one", unrestricted);
    awaitRunOf("one");
    ConfigurableApplicationContext two = start("two", unrestricted);
    two.getBean(Elections.class)
        .join("billing/close-of-day")
        .events()
        .ofType(ElectionEvent.LeaderChanged.class)
        .blockFirst(Contexts.LIMIT);

    String path = "elections/billing/close-of-day";
    assertThat(ask(two, path, "{\"action\":\"transfer\",\"to\":\"two\"}").body())
        .isEqualTo("{\"asked\":true}");
    awaitRunOf("two");
    CompletableFuture<ElectionEvent.Revoked> revoked =
        two.getBean(Elections.class).events().ofType(ElectionEvent.Revoked.class).next().toFuture();
    assertThat(ask(one, path, "{\"action\":\"step-down\"}").body()).isEqualTo("{\"asked\":true}");
    assertThat(revoked.get(20, TimeUnit.SECONDS).reason())
        .isEqualTo(ElectionEvent.Reason.REQUESTED);
    assertThat(ask(one, "elections", "{\"action\":\"drain\"}").body())
        .isEqualTo("{\"asked\":true}");
    awaitRunOf("two");
    assertThat(ask(one, "elections", "{\"action\":\"resume\"}").statusCode()).isEqualTo(200);
    assertThat(ask(one, path, "{\"action\":\"dance\"}").statusCode()).isEqualTo(400);
    assertThat(ask(one, path, "{\"action\":\"transfer\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void neitherTheProbesNorTheEndpointTellMoreThanTheyShould() throws Exception {
    String user = "u" + UUID.randomUUID().toString().substring(0, 8);
    String[] canary = {
      "--spring.datasource.username=" + user, "--spring.datasource.password=canary"
    };
    ConfigurableApplicationContext denied = start("denied", canary);
    denied.getBean(Elections.class).prepared().onErrorComplete().block(Contexts.LIMIT);
    String health = ask(denied, "health", null).body();
    assertThat((String) JsonPath.read(health, "$.components.elections.status")).isEqualTo("DOWN");
    assertThat(health).contains("denied for user").doesNotContain("canary");
    assertThat(ask(denied, "elections", null).body())
        .contains("denied for user")
        .doesNotContain("canary");
    createUser(denied, user);

    ConfigurableApplicationContext one = start("one", canary);
    awaitRunOf("one");
    assertThat(ask(one, "health/liveness", null).body()).doesNotContain("elections");
    assertThat(ask(one, "health/readiness", null).body()).doesNotContain("elections");
    assertThat(ask(one, "elections", null).body() + ask(one, "health", null).body())
        .contains("\"prepared\":true")
        .doesNotContain("canary");
  }

  private static void createUser(ConfigurableApplicationContext context, String user)
      throws SQLException {
    URI uri = URI.create(server.url());
    String[] root = (uri.getUserInfo() + ":").split(":", 3);
    String url = context.getEnvironment().getProperty("spring.datasource.url");
    try (Connection connection = DriverManager.getConnection(url, root[0], root[1]);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'canary'");
      statement.execute(
          "GRANT ALL ON `" + uri.getPath().substring(1) + "`.* TO '" + user + "'@'%'");
    }
  }
}
