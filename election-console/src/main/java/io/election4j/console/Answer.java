package io.election4j.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body in UTF-8
 * @param headers beside those that every answer has
 */
record Answer(int status, String type, String body, Map<String, String> headers) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Answer json(Object value) {
    return json(200, value);
  }

  static Answer json(int status, Object value) {
    return new Answer(status, "application/json", text(value), Map.of());
  }

  static Answer plain(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text + "\n", Map.of());
  }

  /** Says what is wrong, in the form that all routes share. */
  static Answer error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, body, Map.copyOf(more));
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
