package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesJsonTest {

  @Test
  void whatIsWrittenIsRead() {
    Map<String, String> attributes =
        Map.of("host", "10.0.0.7", "a \"quoted\" key\n", "ü😀\u0000\\", "", "");

    assertThat(AttributesJson.read(AttributesJson.write(attributes))).isEqualTo(attributes);
  }

  @Test
  void whatSomebodyElseAddsIsLeftOut() {
    assertThat(AttributesJson.read("{\"a\":{\"b\":\"c\"},\"d\":[\"e\"],\"f\":1,\"g\":\"h\"}"))
        .isEqualTo(Map.of("g", "h"));
  }
}
