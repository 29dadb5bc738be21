package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered is what is described, no key less and none more. */
class OpenApiTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunningConsole console;
  private JsonNode described;

  @BeforeEach
  void open() throws IOException {
    console = new RunningConsole(true);
    console.ledByGhost(
        Candidate.named("ann").with("host", "h").with("port", "80"), "a/jobs", "a/mail");
    console.store.create(List.of("empty")).block();
    console.reader.read();
    described = MAPPER.readTree(console.get("/api/openapi.json").body());
  }

  @AfterEach
  void close() {
    console.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/console, /api/console, 200",
    "/api/elections, /api/elections, 200",
    "/api/elections, /api/elections?name=a/jobs, 200",
    "/api/elections, /api/elections?sort=size, 400",
    "/api/elections, /api/elections?limit=201, 400",
    "/api/elections, /api/elections?state=wrong, 400",
    "/api/elections/{name}, /api/elections/a%2Fjobs, 200",
    "/api/elections/{name}, /api/elections/a/jobs, 200",
    "/api/elections/{name}, /api/elections/empty, 200",
    "/api/elections/{name}, /api/elections/none, 404",
    "/api/participants, /api/participants, 200",
    "/api/participants, /api/participants?offset=-1, 400",
    "/leader, /leader?election=empty, 503",
    "/leader, /leader, 400",
    "/metrics, /metrics, 200",
  })
  void anAnswerIsAsDescribed(String path, String asked, int status) throws IOException {
    check(described.path("paths").path(path).path("get"), console.get(asked), status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"drain\",\"candidate\":\"ann\"} | 200",
        "{\"kind\":\"drain\",\"candidate\":\"bob\"} | 409",
        "{} | 400"
      })
  void aRequestIsAnsweredAsDescribed(String body, int status) throws IOException {
    check(
        described.path("paths").path("/api/requests").path("post"),
        Http.send(console.port(), "POST /api/requests", RunningConsole.machine(), body),
        status);
  }

  @Test
  void everyPathDescribedIsThere() throws IOException {
    List<String> paths = new ArrayList<>();
    described.path("paths").fieldNames().forEachRemaining(paths::add);

    assertThat(paths)
        .containsExactlyInAnyOrder(
            "/api/console",
            "/api/elections",
            "/api/elections/{name}",
            "/api/participants",
            "/api/events",
            "/api/requests",
            "/leader",
            "/metrics");
  }

  private void check(JsonNode operation, Http.Response response, int status) throws IOException {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    JsonNode content = operation.path("responses").path(status + "").path("content");
    String type = response.header("content-type").split(";")[0];
    assertThat(content.has(type)).as("%s in %s", type, content).isTrue();
    if (type.equals("application/json")) {
      fits(MAPPER.readTree(response.body()), content.path(type).path("schema"), "answer");
    }
  }

  private void fits(JsonNode value, JsonNode given, String where) {
    JsonNode schema =
        given.has("$ref") ? described.at(given.get("$ref").asText().substring(1)) : given;
    assertThat(schema.isObject()).as(where).isTrue();
    if (value.isNull()) {
      assertThat(schema.path("nullable").asBoolean()).as(where + " is null").isTrue();
      return;
    }
    if (schema.has("enum")) {
      assertThat(schema.get("enum")).as(where).contains(value);
    }
    switch (schema.path("type").asText()) {
      case "object" -> object(value, schema, where);
      case "array" -> value.forEach(item -> fits(item, schema.path("items"), where + "[]"));
      case "string" -> assertThat(value.isTextual()).as(where).isTrue();
      case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
      default -> throw new AssertionError(where + " has no type");
    }
  }

  private void object(JsonNode value, JsonNode schema, String where) {
    assertThat(value.isObject()).as(where).isTrue();
    schema
        .path("required")
        .forEach(key -> assertThat(value.has(key.asText())).as(where + key).isTrue());
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode own = schema.path("properties").path(field.getKey());
      JsonNode described =
          own.isMissingNode() ? schema.path("additionalProperties") : Objects.requireNonNull(own);
      fits(field.getValue(), described, where + "." + field.getKey());
    }
  }
}
