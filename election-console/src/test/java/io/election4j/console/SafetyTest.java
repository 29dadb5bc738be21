package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.console.Http.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is not let in, on every route. */
class SafetyTest {

  private static final String ASK =
      "{\"kind\":\"resign\",\"candidate\":\"ann\",\"election\":\"jobs\",\"term\":1}";

  private RunningConsole console;

  @BeforeEach
  void open() throws IOException {
    console = RunningConsole.ofOneLeader();
  }

  @AfterEach
  void close() {
    console.close();
  }

  static Stream<String> routes() {
    return Stream.of(
        "GET /",
        "GET /api/console",
        "GET /api/elections",
        "GET /api/elections/jobs",
        "GET /api/participants",
        "GET /api/events",
        "GET /api/openapi.json",
        "GET /leader?election=jobs",
        "GET /metrics",
        "GET /nothing",
        "HEAD /metrics",
        "DELETE /api/elections/jobs",
        "POST /api/requests");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withoutATokenIs401(String route) throws IOException {
    Response response = send(route, Map.of("Origin", "http://127.0.0.1:" + console.port()));

    assertThat(response.status()).isEqualTo(401);
    nothingHappened(response);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aForeignOriginIs403(String route) throws IOException {
    Response response = send(route, RunningConsole.machine("Origin", "https://evil.example"));

    assertThat(response.status()).isEqualTo(403);
    nothingHappened(response);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anotherPortOfThisMachineIsForeign(String route) throws IOException {
    Response response = send(route, RunningConsole.machine("Origin", "http://127.0.0.1:1"));

    assertThat(response.status()).isEqualTo(403);
    nothingHappened(response);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aForeignHostIs403(String route) throws IOException {
    Response response =
        send(route, RunningConsole.machine("Host", "evil.example:" + console.port()));

    assertThat(response.status()).isEqualTo(403);
    nothingHappened(response);
  }

  @Test
  void whoPostsWithACookieButNoOriginIsForeign() throws IOException {
    Response response = send("POST /api/requests", Map.of("Cookie", cookie()));

    assertThat(response.status()).isEqualTo(403);
    nothingHappened(response);
  }

  @Test
  void aConsoleThatOnlyReadsHasNoRouteThatWrites() throws Exception {
    try (RunningConsole reading = new RunningConsole(false)) {
      reading.ledByGhost(Candidate.named("ann"), "jobs");
      reading.reader.read();

      Response response =
          Http.send(reading.port(), "POST /api/requests", RunningConsole.machine(), ASK);

      assertThat(response.status()).isEqualTo(404);
      assertThat(reading.path.writes).hasValue(0);
      assertThat(reading.known("jobs").request()).isNull();
      assertThat(reading.get("/api/console").body()).contains("\"allowsRequests\":false");
    }
  }

  @Test
  void theTokenLetsInOneBrowserOnce() throws IOException {
    String token = "/?token=" + console.entrance.token();

    Response first = Http.send(console.port(), "GET " + token, Map.of(), "");
    Response second = Http.send(console.port(), "GET " + token, Map.of(), "");

    assertThat(first.status()).isEqualTo(303);
    assertThat(first.header("location")).isEqualTo("/");
    assertThat(first.header("set-cookie")).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(second.status()).isEqualTo(401);
    assertThat(second.headers()).doesNotContainKey("set-cookie");
    assertThat(send("GET /metrics", Map.of("Cookie", first.cookie())).status()).isEqualTo(200);
    assertThat(send("GET /metrics", Map.of("Cookie", first.cookie() + "x")).status())
        .isEqualTo(401);
  }

  @Test
  void whoIsWrongTooOftenIsNotLookedAtAnyMore() throws IOException {
    for (int i = 0; i < Attempts.BURST; i++) {
      assertThat(Http.send(console.port(), "GET /?token=wrong", Map.of(), "").status())
          .isEqualTo(401);
    }

    assertThat(Http.send(console.port(), "GET /?token=wrong", Map.of(), "").status())
        .isEqualTo(429);
    assertThat(console.get("/metrics").status()).isEqualTo(429);
    assertThat(Http.send(console.port(), "GET /?token=" + console.entrance.token(), Map.of(), ""))
        .returns(429, Response::status);
  }

  @Test
  void thePasswordLetsInBrowsersAndMachines() throws IOException {
    Map<String, String> own = Map.of("Origin", "http://127.0.0.1:" + console.port());

    Response wrong = Http.send(console.port(), "POST /login", own, "password=guess");
    Response right =
        Http.send(console.port(), "POST /login", own, "password=correct+horse+battery");
    Response basic =
        send("GET /metrics", Map.of("Authorization", "Basic eDpjb3JyZWN0IGhvcnNlIGJhdHRlcnk="));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(right.status()).isEqualTo(303);
    assertThat(send("GET /", Map.of("Cookie", right.cookie())).status()).isEqualTo(200);
    assertThat(basic.status()).isEqualTo(200);
  }

  @Test
  void aForeignPageCannotLogIn() throws IOException {
    Response response =
        Http.send(
            console.port(),
            "POST /login",
            Map.of("Origin", "https://evil.example"),
            "password=correct+horse+battery");

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void everyAnswerForbidsWhatThePageDoesNotNeed() throws IOException {
    for (String route : routes().filter(route -> !route.contains("events")).toList()) {
      Response response = send(route, RunningConsole.machine());
      assertThat(response.header("content-security-policy"))
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(response.header("cache-control")).isEqualTo("no-store");
      assertThat(response.body() + response.headers()).doesNotContain(RunningConsole.PASSWORD);
    }
  }

  @Test
  void whatIsPostedIsBounded() throws IOException {
    Response response =
        Http.send(
            console.port(),
            "POST /api/requests",
            RunningConsole.machine(),
            "x".repeat(ConsoleServer.BODY + 1));

    assertThat(response.status()).isEqualTo(413);
  }

  @Test
  void aProxyMayCallItByItsName() throws IOException {
    Map<String, String> headers = new HashMap<>(RunningConsole.machine());
    headers.put("Host", "proxy.example");
    headers.put("Origin", "https://proxy.example");

    assertThat(send("GET /api/console", headers).status()).isEqualTo(200);
  }

  private String cookie() throws IOException {
    return Http.send(console.port(), "GET /?token=" + console.entrance.token(), Map.of(), "")
        .cookie();
  }

  private Response send(String route, Map<String, String> headers) throws IOException {
    return Http.send(console.port(), route, headers, route.startsWith("POST") ? ASK : "");
  }

  private void nothingHappened(Response response) {
    assertThat(response.body()).doesNotContain("jobs");
    assertThat(console.path.writes).hasValue(0);
    assertThat(console.known("jobs").request()).isNull();
    assertThat(List.of(response.headers())).noneMatch(sent -> sent.containsKey("set-cookie"));
  }
}
