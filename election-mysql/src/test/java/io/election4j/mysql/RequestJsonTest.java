package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Request;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestJsonTest {

  @Test
  void whatIsWrittenIsRead() {
    Stream.of(
            Request.resign("ops"),
            Request.transfer("a \"quoted\" 'name' \\", "\u00fc\ud83d\ude00"),
            Request.drain("somebody"))
        .forEach(
            request -> assertThat(RequestJson.read(RequestJson.write(request))).isEqualTo(request));
    assertThat(RequestJson.write(null)).isNull();
    assertThat(RequestJson.read(null)).isNull();
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
    assertThat(RequestJson.read(text)).isNull();
  }
}
