package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.console.Http.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no browser sends, on every route. */
class OddRequestsTest {

  private RunningConsole console;

  @BeforeEach
  void open() throws IOException {
    console = RunningConsole.ofOneLeader();
  }

  @AfterEach
  void close() {
    assertThat(console.path.writes).hasValue(0);
    console.close();
  }

  static Stream<String> routes() {
    return SafetyTest.routes();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whoNamesTwoHostsOrOriginsIsForeign(String route) throws IOException {
    String own = "127.0.0.1:" + console.port();

    assertThat(status(route, "Host", own + "\r\nHost: evil.example")).isEqualTo(403);
    assertThat(status(route, "Origin", "http://" + own + "\r\nOrigin: https://evil.example"))
        .isEqualTo(403);
    assertThat(status(route, "Origin", "null")).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anAddressThatNamesAnotherHostIsForeign(String route) throws IOException {
    String elsewhere = route.replaceFirst(" ", " http://evil.example:" + console.port());
    String own = route.replaceFirst(" ", " http://127.0.0.1:" + console.port());

    assertThat(status(elsewhere, "Accept", "*/*")).isEqualTo(403);
    assertThat(status(own.replace("events", "console"), "Accept", "*/*"))
        .isEqualTo(status(route.replace("events", "console"), "Accept", "*/*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "get", "POST"})
  void anotherMethodIsNoRoute(String method) throws IOException {
    for (String route : routes().filter(route -> route.startsWith("GET")).toList()) {
      String other = route.replaceFirst("GET", method);
      Response unknown = Http.send(console.port(), other, Map.of(), "");

      assertThat(unknown.status()).as(other).isIn(401, 403);
      assertThat(unknown.body()).doesNotContain("jobs");
      assertThat(status(other, "Accept", "*/*")).as(other).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "//api/elections, 403",
    "/api//elections, 404",
    "/./metrics, 404",
    "/api/../metrics, 404",
    "/%2e/metrics, 404",
    "/metrics/, 404",
    "/metrics;a=b, 404",
    "/metrics%00, 404",
    "/api/elections/../../metrics, 404",
    "/api/elections/%ff, 404",
    "/api/elections/%zz, 400",
    "/api/events?recent=-1, 400",
    "/leader?election=%, 400"
  })
  void apartFromItsNameARouteHasNoOther(String path, int status) throws IOException {
    assertThat(status("GET " + path, "Accept", "*/*")).isEqualTo(status);
    assertThat(Http.send(console.port(), "GET " + path, Map.of(), "").status()).isIn(400, 401, 403);
  }

  private int status(String route, String header, String value) throws IOException {
    Map<String, String> headers = new HashMap<>(RunningConsole.machine(header, value));
    return Http.send(console.port(), route, headers, route.startsWith("POST /api/req") ? "{" : "")
        .status();
  }
}
