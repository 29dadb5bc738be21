package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.console.Http.Response;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of leaders in the browser. */
class RequestRouteTest {

  private RunningConsole console;

  @BeforeEach
  void open() throws IOException {
    console = new RunningConsole(true);
    console.ledByGhost(Candidate.named("ann"), "jobs", "mail");
    console.reader.read();
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void theRecordSaysWhatIsAskedAndByWhom() throws IOException {
    assertThat(ask("{\"kind\":\"resign\",\"candidate\":\"ann\",\"election\":\"jobs\",\"term\":1}"))
        .returns(200, Response::status)
        .returns(true, response -> response.body().contains("\"outcome\":\"asked\""));

    Request request = request("jobs");
    assertThat(request.kind()).isEqualTo(Request.Kind.RESIGN);
    assertThat(request.by()).startsWith(System.getProperty("user.name")).endsWith("(console)");
    assertThat(console.known("mail").request()).isNull();
  }

  @Test
  void aTransferNamesTheSuccessor() throws IOException {
    ask(
        "{\"kind\":\"transfer\",\"candidate\":\"ann\",\"election\":\"jobs\",\"term\":1,"
            + "\"to\":\"bob\"}");

    assertThat(request("jobs").successor()).isEqualTo("bob");
  }

  @Test
  void oneRecordIsEnoughToDrainAProcess() throws IOException {
    Response response = ask("{\"kind\":\"drain\",\"candidate\":\"ann\"}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(console.path.writes).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"resign\",\"candidate\":\"bob\",\"election\":\"jobs\",\"term\":1}",
        "{\"kind\":\"resign\",\"candidate\":\"ann\",\"election\":\"jobs\",\"term\":2}",
        "{\"kind\":\"resign\",\"candidate\":\"ann\",\"election\":\"nope\",\"term\":1}",
        "{\"kind\":\"drain\",\"candidate\":\"bob\"}"
      })
  void nobodyIsAskedButWhoWasSeen(String body) throws IOException {
    assertThat(ask(body).status()).isEqualTo(409);

    assertThat(console.path.writes).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"kind\":\"kill\",\"candidate\":\"ann\"}",
        "{\"kind\":\"transfer\",\"candidate\":\"ann\",\"election\":\"jobs\",\"term\":1}",
        "{\"kind\":\"resign\",\"candidate\":\"ann\"}"
      })
  void whatIsIncompleteIs400(String body) throws IOException {
    assertThat(ask(body).status()).isEqualTo(400);

    assertThat(console.path.writes).hasValue(0);
  }

  private Response ask(String body) throws IOException {
    return Http.send(console.port(), "POST /api/requests", RunningConsole.machine(), body);
  }

  private Request request(String election) {
    return Objects.requireNonNull(console.known(election).request());
  }
}
