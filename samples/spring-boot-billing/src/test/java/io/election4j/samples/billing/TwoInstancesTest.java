package io.election4j.samples.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances as users have them: processes, HTTP, signals. */
class TwoInstancesTest {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration WORK = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ELECTION = "/actuator/elections/" + CloseOfDay.ELECTION;

  private static TestServer server;
  private static Pair pair;

  @BeforeAll
  static void start() throws IOException {
    server = TestServers.postgreSql();
    Path folder = Files.createDirectories(Path.of("target", "two-instances"));
    pair =
        new Pair(
            Database.at(server.url()),
            Files.createTempDirectory(folder.toAbsolutePath(), "run"),
            List.of(
                "election4j.lease=" + LEASE.toMillis() + "ms",
                "billing.day=100ms",
                "recorded.work=" + WORK.toMillis() + "ms",
                // Finishes what it has begun, so that there is something to wait for.
                "recorded.stubborn=true"));
  }

  @AfterAll
  static void stop() {
    if (pair != null) {
      pair.close();
      server.close();
    }
  }

  @BeforeEach
  void bothAreThere() throws Exception {
    pair.complete();
  }

  @Test
  void bothShareTheWorkAndSayWhoDoesWhat() throws Exception {
    Instance leader = pair.leader().instance();
    Instance follower = pair.follower().instance();

    assertThat(this.<String>read(leader, ELECTION, "$.role")).isEqualTo("LEADER");
    assertThat(this.<String>read(follower, ELECTION, "$.role")).isEqualTo("FOLLOWER");
    assertThat(this.<String>read(follower, ELECTION, "$.leader.name")).isEqualTo(leader.name());
    Waiting.until(
        "two shards each",
        PATIENCE,
        () -> shards(leader).size() == 2 && shards(follower).size() == 2);
    String health = "$.components.elections.status";
    assertThat(this.<String>read(leader, "/actuator/health", health)).isEqualTo("UP");
    assertThat(this.<String>read(follower, "/actuator/health", health)).isEqualTo("UP");
    assertThat(meter(leader)).isEqualTo(1);
    assertThat(meter(follower)).isEqualTo(0);
    assertThat(leader.get("/actuator/prometheus"))
        .contains("election4j_leader{election=\"" + CloseOfDay.ELECTION + "\"} 1.0");
    Waiting.until(
        "work and what is skipped are measured",
        PATIENCE,
        () -> isMeasured(leader, "work") && isMeasured(follower, "work.skipped"));
  }

  @Test
  void everyChargeIsInvoicedAndClosedOnceThoughTheLeaderIsKilled() throws Exception {
    WatchedInstance killed = pair.leader();
    WatchedInstance other = pair.follower();
    int before = total(other.instance(), "charged");
    for (int customer = 0; customer < 20; customer++) {
      Instance asked = customer % 2 == 0 ? killed.instance() : other.instance();
      assertThat(asked.charge("customer-" + customer, 100)).isEqualTo(201);
    }

    long at = System.nanoTime();
    killed.instance().kill();
    killed.awaitEnd();
    Duration leaderless = Duration.ofNanos(pair.awaitElected(other, at) - at);

    System.out.println("after SIGKILL another led in " + leaderless);
    assertThat(leaderless).isLessThan(LEASE.plusSeconds(2));
    Waiting.until(
        "all is invoiced and closed",
        PATIENCE,
        () ->
            total(other.instance(), "invoiced") == before + 2_000
                && total(other.instance(), "closed") == before + 2_000);
    assertThat(Run.wrong(pair.runs())).isEmpty();
  }

  @Test
  void whoIsTerminatedAnswersWhileItLeadsAndHandsOverBeforeItsPortCloses() throws Exception {
    WatchedInstance terminated = pair.leader();
    WatchedInstance other = pair.follower();
    Waiting.until("it works", PATIENCE, () -> isWorking(terminated));

    long at = System.nanoTime();
    terminated.instance().terminate();
    long refused = 0;
    int answers = 0;
    while (refused == 0) {
      try {
        terminated.instance().connect();
        assertThat(terminated.instance().charge("customer", 0)).isEqualTo(201);
        answers++;
      } catch (IOException closed) {
        refused = System.nanoTime();
      }
    }
    int code = terminated.awaitEnd();
    long exited = System.nanoTime();

    long revoked = last(terminated, Moment.What.REVOKED).nanos();
    long elected = pair.awaitElected(other, at);
    System.out.printf(
        "SIGTERM; revoked after %d ms, refused after %d ms and %d answers, another led after %d ms%n",
        (revoked - at) / 1_000_000,
        (refused - at) / 1_000_000,
        answers,
        (elected - at) / 1_000_000);
    assertThat(code).isEqualTo(143);
    assertThat(last(terminated, Moment.What.BEGAN).nanos()).as("no work after it").isLessThan(at);
    assertThat(last(terminated, Moment.What.ENDED).nanos()).as("waited for").isLessThan(revoked);
    assertThat(revoked).as("handed over before the port closed").isLessThan(refused);
    assertThat(answers).as("answers while its work was waited for").isGreaterThan(5);
    assertThat(elected).as("no lease had to run out").isLessThan(exited);
    assertThat(Run.wrong(pair.runs())).isEmpty();
  }

  /** So that there is some time left of it. */
  private static boolean isWorking(WatchedInstance instance) {
    Moment begun = instance.working();
    return begun != null && System.nanoTime() - begun.nanos() < WORK.toNanos() / 4;
  }

  private static Moment last(WatchedInstance instance, Moment.What what) {
    return instance.moments().stream()
        .filter(moment -> moment.what() == what)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private List<String> shards(Instance instance) {
    return read(
        instance,
        "/actuator/elections",
        "$.elections[?(@.role == 'LEADER' && @.election =~ /.*invoices.*/)].election");
  }

  private static boolean isMeasured(Instance instance, String what) throws InterruptedException {
    try {
      String tag = "?tag=election:" + CloseOfDay.ELECTION;
      return instance.get("/actuator/metrics/election4j." + what + tag).contains("measurements");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private double meter(Instance instance) {
    String path = "/actuator/metrics/election4j.leader?tag=election:" + CloseOfDay.ELECTION;
    return this.<Double>read(instance, path, "$.measurements[0].value");
  }

  private int total(Instance instance, String what) {
    return this.<Integer>read(instance, "/books", "$." + what);
  }

  private <T> T read(Instance instance, String path, String json) {
    try {
      return JsonPath.read(instance.get(path), json);
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
