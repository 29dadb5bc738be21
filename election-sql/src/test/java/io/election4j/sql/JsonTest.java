package io.election4j.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Request;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes of candidates, and requests. */
class JsonTest {

  @Test
  void attributesAreReadAsTheyWereWritten() {
    Map<String, String> attributes =
        Map.of("host", "10.0.0.7", "a \"quoted\" key\n", "ü😀\u0000\\", "", "");

    assertThat(Json.attributes(Json.of(attributes))).isEqualTo(attributes);
  }

  @Test
  void whatSomebodyElseAddsIsLeftOut() {
    assertThat(Json.attributes("{\"a\":{\"b\":\"c\"},\"d\":[\"e\"],\"f\":1,\"g\":\"h\"}"))
        .isEqualTo(Map.of("g", "h"));
  }

  @Test
  void requestsAreReadAsTheyWereWritten() {
    Stream.of(
            Request.resign("ops"),
            Request.transfer("a \"quoted\" 'name' \\", "\u00fc\ud83d\ude00"),
            Request.drain("somebody"))
        .forEach(request -> assertThat(Json.request(Json.ofRequest(request))).isEqualTo(request));
    assertThat(Json.ofRequest(null)).isNull();
    assertThat(Json.request(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "null",
        "[]",
        "{}",
        "{\"kind\":\"ABDICATE\",\"successor\":\"\",\"by\":\"ops\"}",
        "{\"kind\":\"TRANSFER\",\"successor\":\"\",\"by\":\"ops\"}",
        "{\"kind\":\"RESIGN\",\"successor\":\"\",\"by\":\" \"}",
      })
  void whatIsNoRequestIsNone(String text) {
    assertThat(Json.request(text)).isNull();
  }
}
