package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenAddressTest {

  @Test
  void aVariableThatIsNotSetOrEmptyGivesNothing() {
    assertThat(GivenAddress.in(Map.of(), "URL")).isEmpty();
    assertThat(GivenAddress.in(Map.of("URL", " "), "URL")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://me:s3cret@host:1/old?ssl=true",
        "mysql://me:s3cret@host:1?ssl=true",
        "mysql://me:s3cret@host:1/?ssl=true"
      })
  void onlyTheDatabaseIsReplaced(String url) {
    GivenAddress fresh = given(url).withFreshDatabase();

    assertThat(fresh.url()).isEqualTo("mysql://me:s3cret@host:1/" + fresh.database() + "?ssl=true");
    assertThat(fresh.database()).startsWith("election4j_");
    assertThat(given(url).withFreshDatabase().database()).isNotEqualTo(fresh.database());
  }

  @Test
  void itsTextHidesThePassword() {
    assertThat(given("mongodb://me:s3cret@a:1,b:2/x")).hasToString("URL (a:1,b:2)");
    assertThat(given("mongodb://a:1/x")).hasToString("URL (a:1)");
    assertThat(given("mysql://me:s3@cret@a:1/x")).hasToString("URL (a:1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "://s3cret", "mysql:///s3cret", "mysql:s3cret@host"})
  void whatIsNoAddressIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> given(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("URL is not an address")
        .hasMessageNotContaining("s3cret");
  }

  private static GivenAddress given(String url) {
    return GivenAddress.in(Map.of("URL", url), "URL").orElseThrow();
  }
}
