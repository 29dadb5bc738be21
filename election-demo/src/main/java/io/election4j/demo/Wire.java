package io.election4j.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.election4j.spi.Amendment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a store's arguments and answers travel: as JSON. */
final class Wire {

  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(durations());

  private Wire() {}

  /** An amendment: the one of the three that is there. */
  record Change(
      Amendment.@Nullable Vacate vacate,
      Amendment.@Nullable Publish publish,
      Amendment.@Nullable Ask ask) {

    static Change of(Amendment amendment) {
      return new Change(
          amendment instanceof Amendment.Vacate vacate ? vacate : null,
          amendment instanceof Amendment.Publish publish ? publish : null,
          amendment instanceof Amendment.Ask ask ? ask : null);
    }

    Amendment amendment() {
      Amendment other = publish != null ? publish : vacate;
      return Objects.requireNonNull(ask != null ? ask : other);
    }
  }

  static byte[] bytes(Object value) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(value);
  }

  static JsonNode tree(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  static <T> T value(byte[] bytes, JavaType type) throws IOException {
    return MAPPER.readValue(bytes, type);
  }

  static <T> T value(JsonNode node, Class<T> type) throws IOException {
    return MAPPER.treeToValue(node, type);
  }

  static <T> List<T> list(JsonNode node, Class<T> element) throws IOException {
    return MAPPER.treeToValue(node, listOf(element));
  }

  static JavaType one(Class<?> type) {
    return MAPPER.constructType(type);
  }

  static JavaType listOf(Class<?> element) {
    return MAPPER.getTypeFactory().constructCollectionType(List.class, element);
  }

  private static SimpleModule durations() {
    StdConverter<String, Duration> parsing =
        new StdConverter<>() {
          @Override
          public Duration convert(String text) {
            return Duration.parse(text);
          }
        };
    return new SimpleModule()
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(Duration.class, new StdDelegatingDeserializer<>(parsing));
  }
}
