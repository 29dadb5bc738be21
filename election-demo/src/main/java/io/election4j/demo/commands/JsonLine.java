package io.election4j.demo.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What commands tell programs: one line of JSON. */
public final class JsonLine {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonLine() {}

  /** Returns these figures in their order; values are numbers, texts, lists and maps. */
  public static String of(Map<String, ?> figures) {
    try {
      return MAPPER.writeValueAsString(figures);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
