package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.election4j.Request;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes of candidates, and requests; Jackson says what is right. */
class JsonTextTest {

  private static final JsonFactory JACKSON = new JsonFactory();

  /** What texts are made of where they are to be hostile. */
  private static final String[] PIECES = {
    "\"",
    "\\",
    "/",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    " ",
    "\t",
    "\n",
    "\r",
    "\f",
    "\b",
    "\u0000",
    "\u001f",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\uffff",
    "\ud83d\ude00",
    "\ud800",
    "\udc00",
    "a",
    "0",
    "-",
    "1.5e+3",
    "true",
    "null",
    "\\u0041",
    "\\u00e4",
    "\\x",
    "\u00e4",
    "'"
  };

  private final Random random = new Random(20_261_201);

  @Test
  void attributesAreReadAsTheyWereWritten() {
    Map<String, String> attributes =
        Map.of("host", "10.0.0.7", "a \"quoted\" key\n", "ü😀\u0000\\", "", "");

    assertThat(JsonText.attributes(JsonText.attributes(attributes))).isEqualTo(attributes);
  }

  @Test
  void hostileAttributesAreWrittenAsJacksonWritesThem() throws IOException {
    for (int i = 0; i < 20_000; i++) {
      Map<String, String> attributes = new HashMap<>();
      for (int member = random.nextInt(5); member > 0; member--) {
        attributes.put(hostile(6), hostile(12));
      }

      String json = JsonText.attributes(attributes);

      assertThat(json).isEqualTo(written(attributes));
      assertThat(JsonText.attributes(json)).isEqualTo(attributes);
    }
  }

  @Test
  void everyCharacterIsWrittenAsJacksonWritesIt() throws IOException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      Map<String, String> attributes = Map.of("key", String.valueOf((char) c));
      assertThat(JsonText.attributes(attributes)).isEqualTo(written(attributes));
      assertThat(JsonText.attributes(JsonText.attributes(attributes))).isEqualTo(attributes);
    }
  }

  @Test
  void whatSomebodyElseHasWrittenIsReadAsJacksonReadsIt() {
    int readable = 0;
    for (int i = 0; i < 60_000; i++) {
      String json = i % 3 == 0 ? hostile(15) : damaged(document(0));

      Optional<Map<String, String>> expected = read(json);

      assertThat(ours(json)).as(shown(json)).isEqualTo(expected);
      readable += expected.isPresent() ? 1 : 0;
    }
    assertThat(readable).as("documents that can be read").isBetween(10_000, 50_000);
  }

  @Test
  void whatIsNoStringIsLeftOutHoweverDeep() {
    assertThat(JsonText.attributes("{\"a\":{\"b\":\"c\"},\"d\":[\"e\"],\"f\":1,\"g\":\"h\"}"))
        .isEqualTo(Map.of("g", "h"));
  }

  @Test
  void ofTwoMembersOfTheSameNameTheLastStringCounts() {
    assertThat(JsonText.attributes("{\"a\":\"1\",\"a\":\"2\",\"a\":3}"))
        .isEqualTo(Map.of("a", "2"));
  }

  /** Jackson does not read it in a name; nobody writes it there. */
  @Test
  void halfACharacterThatIsEscapedIsReadAsItIs() {
    String json = "{\"a\":\"\\ud800\",\"b\":\"\\udE00x\"}";

    assertThat(ours(json)).isEqualTo(read(json)).contains(Map.of("a", "\ud800", "b", "\ude00x"));
  }

  @Test
  void nestingIsBounded() {
    assertThat(JsonText.attributes(nested(999))).isEmpty();
    assertThat(read(nested(999))).isPresent();

    for (int depth : new int[] {1001, 100_000}) {
      assertThatIllegalStateException().isThrownBy(() -> JsonText.attributes(nested(depth)));
      assertThat(read(nested(depth))).isEmpty();
    }
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":\"b\"", "{\"a\":\"b\"}}", "{'a':'b'}", "{a:1}", "not json"})
  void whatIsNotJsonIsRefused(String json) {
    assertThatIllegalStateException()
        .isThrownBy(() -> JsonText.attributes(json))
        .withMessageMatching("not a JSON object of strings, at character \\d+");
  }

  @Test
  void requestsAreReadAsTheyWereWritten() {
    Stream.of(
            Request.resign("ops"),
            Request.transfer("a \"quoted\" 'name' \\", "\u00fc\ud83d\ude00"),
            Request.drain("somebody"))
        .forEach(
            request -> assertThat(JsonText.request(JsonText.request(request))).isEqualTo(request));
    assertThat(JsonText.request(Request.resign("ops")))
        .isEqualTo("{\"by\":\"ops\",\"kind\":\"RESIGN\",\"successor\":\"\"}");
    assertThat(JsonText.request((Request) null)).isNull();
    assertThat(JsonText.request((String) null)).isNull();
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
    assertThat(JsonText.request(text)).isNull();
  }

  // == Documents ==

  private String hostile(int most) {
    StringBuilder text = new StringBuilder();
    for (int piece = random.nextInt(most); piece > 0; piece--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private String document(int depth) {
    StringBuilder json = new StringBuilder(space() + "{");
    for (int member = random.nextInt(4); member > 0; member--) {
      json.append(space()).append(string()).append(space()).append(':');
      json.append(space()).append(value(depth)).append(space()).append(member > 1 ? "," : "");
    }
    return json.append('}').append(space()).toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0, 1, 2 -> string();
      case 3 -> Integer.toString(random.nextInt(2000) - 1000);
      case 4 -> String.valueOf(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
      case 5 -> new String[] {"true", "false", "null", "0", "-0", "1E9"}[random.nextInt(6)];
      case 6 -> document(depth + 1).strip();
      default -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
    };
  }

  private String string() {
    String written = JsonText.attributes(Map.of("", random.nextInt(3) == 0 ? "a" : hostile(4)));
    return written.substring("{\"\":".length(), written.length() - 1);
  }

  private String space() {
    return random.nextInt(4) == 0 ? " \t\n\r".substring(random.nextInt(4)) : "";
  }

  private static String shown(String json) {
    return json.chars()
        .mapToObj(c -> c > ' ' && c < 127 ? String.valueOf((char) c) : "<%x>".formatted(c))
        .collect(Collectors.joining());
  }

  private String damaged(String json) {
    int at = random.nextInt(json.length());
    return switch (random.nextInt(4)) {
      case 0 -> json.substring(0, at) + json.substring(at + 1);
      case 1 -> json.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + json.substring(at);
      default -> json;
    };
  }

  // == What Jackson says ==

  private static String written(Map<String, String> attributes) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JACKSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  /** Returns the strings in an object, none of what is no object; nothing for what is not JSON. */
  private static Optional<Map<String, String>> read(String text) {
    Map<String, String> strings = new HashMap<>();
    try (JsonParser json = JACKSON.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String key = json.currentName();
          if (json.nextToken() == JsonToken.VALUE_STRING) {
            strings.put(key, json.getText());
          }
          json.skipChildren();
        }
      } else if (first != null) {
        json.skipChildren();
        json.getText();
      }
      return json.nextToken() == null ? Optional.of(strings) : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, String>> ours(String text) {
    try {
      return Optional.of(JsonText.attributes(text));
    } catch (IllegalStateException malformed) {
      return Optional.empty();
    }
  }
}
