package io.election4j.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.election4j.Request;
import io.election4j.Request.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes of a candidate, and requests, as JSON objects of strings. */
final class Json {

  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  static String of(Map<String, String> attributes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString();
  }

  /** Returns the strings in the object; what else somebody may have put there is left out. */
  static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          attributes.put(key, json.getText());
        }
        json.skipChildren();
      }
    } catch (IOException malformed) {
      throw new IllegalStateException("attributes are not a JSON object", malformed);
    }
    return attributes;
  }

  private static final String KIND = "kind";
  private static final String SUCCESSOR = "successor";
  private static final String BY = "by";

  static @Nullable String ofRequest(@Nullable Request request) {
    return request == null
        ? null
        : of(Map.of(KIND, request.kind().name(), SUCCESSOR, request.successor(), BY, request.by()));
  }

  /** Returns the request; none if what somebody has put there is no request we know. */
  static @Nullable Request request(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Map<String, String> strings = attributes(text);
      return new Request(
          Kind.valueOf(strings.getOrDefault(KIND, "")),
          strings.getOrDefault(SUCCESSOR, ""),
          strings.getOrDefault(BY, ""));
    } catch (IllegalArgumentException | IllegalStateException unknown) {
      return null;
    }
  }
}
