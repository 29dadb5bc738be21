package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerImageTest {

  private static final String VARIABLE = "ELECTION_TEST_MYSQL_IMAGE";
  private static final Exception REASON = new IllegalStateException("no such image");

  @Test
  void theUsualImageIsTakenUnlessAnotherIsAskedFor() {
    assertThat(ContainerImage.in(Map.of(), VARIABLE, "mysql:8.4")).isEqualTo("mysql:8.4");
    assertThat(ContainerImage.in(Map.of(VARIABLE, " "), VARIABLE, "mysql:8.4"))
        .isEqualTo("mysql:8.4");
    assertThat(ContainerImage.in(Map.of(VARIABLE, "mysql:9"), VARIABLE, "mysql:8.4"))
        .isEqualTo("mysql:9");
  }

  @Test
  void anImageThatWasAskedForIsNotReplacedByAnotherServer() {
    assertThatThrownBy(
            () -> ContainerImage.requireNotAsked(Map.of(VARIABLE, "mysql:9"), "mysql:9", REASON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ELECTION_TEST_MYSQL_IMAGE asks for mysql:9, which cannot be had")
        .hasCause(REASON);
    assertThatCode(
            () -> ContainerImage.requireNotAsked(Map.of(VARIABLE, "mysql:9"), "mysql:8.4", REASON))
        .doesNotThrowAnyException();
  }
}
