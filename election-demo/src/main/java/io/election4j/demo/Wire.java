package io.election4j.demo;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of a store travel: the name of the method, its arguments as a list of JSON, and
 * what it publishes as another one.
 */
final class Wire {

  /** The calls that travel, by their names. */
  static final Map<String, Method> CALLS =
      Stream.of(LeaseStore.class, LeaseDirectory.class, ElectionDirectory.class)
          .flatMap(type -> Stream.of(type.getDeclaredMethods()))
          .filter(method -> !method.getName().equals("close"))
          .collect(Collectors.toMap(Method::getName, Function.identity()));

  private static final ObjectMapper MAPPER =
      new ObjectMapper().registerModule(durations()).addMixIn(Amendment.class, Kinds.class);

  private Wire() {}

  /** Says of an amendment which one it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private interface Kinds {}

  static byte[] bytes(Method call, @Nullable Object[] arguments) throws IOException {
    Type[] types = call.getGenericParameterTypes();
    Object[] trees = new Object[arguments.length];
    for (int i = 0; i < trees.length; i++) {
      trees[i] =
          MAPPER.readTree(
              MAPPER.writerFor(MAPPER.constructType(types[i])).writeValueAsBytes(arguments[i]));
    }
    return MAPPER.writeValueAsBytes(trees);
  }

  static Object[] arguments(Method call, byte[] bytes) throws IOException {
    Type[] types = call.getGenericParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          MAPPER.readerFor(MAPPER.constructType(types[i])).readValue(MAPPER.readTree(bytes).get(i));
    }
    return arguments;
  }

  static byte[] bytes(List<?> answer) throws IOException {
    return MAPPER.writeValueAsBytes(answer);
  }

  static List<Object> answer(Method call, byte[] bytes) throws IOException {
    Type published = ((ParameterizedType) call.getGenericReturnType()).getActualTypeArguments()[0];
    return MAPPER.readValue(
        bytes,
        MAPPER
            .getTypeFactory()
            .constructCollectionType(List.class, MAPPER.constructType(published)));
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
