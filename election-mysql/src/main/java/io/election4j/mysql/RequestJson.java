package io.election4j.mysql;

import io.election4j.Request;
import io.election4j.Request.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a JSON object of strings. */
final class RequestJson {

  private static final String KIND = "kind";
  private static final String SUCCESSOR = "successor";
  private static final String BY = "by";

  private RequestJson() {}

  static @Nullable String write(@Nullable Request request) {
    return request == null
        ? null
        : AttributesJson.write(
            Map.of(KIND, request.kind().name(), SUCCESSOR, request.successor(), BY, request.by()));
  }

  /** Returns the request; none if what somebody has put there is no request we know. */
  static @Nullable Request read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Map<String, String> strings = AttributesJson.read(text);
      return new Request(
          Kind.valueOf(strings.getOrDefault(KIND, "")),
          strings.getOrDefault(SUCCESSOR, ""),
          strings.getOrDefault(BY, ""));
    } catch (IllegalArgumentException | IllegalStateException unknown) {
      return null;
    }
  }
}
