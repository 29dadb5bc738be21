package io.election4j.cli.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {

  private static final String CANARY = "canary-s3cret";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://app@db:3306/elections",
        "mariadb://app@db/elections",
        "MYSQL://app@[::1]:3306/elections?sslMode=required",
        "mysql://db:3306/elections"
      })
  void knowsMySql(String url) {
    assertThat(StoreAddress.parse(url).kind()).isEqualTo(StoreAddress.Kind.MYSQL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://app@a:1,b:2,[::1]/Elector?replicaSet=rs0",
        "mongodb+srv://cluster.example.org/Elector"
      })
  void knowsMongo(String url) {
    assertThat(StoreAddress.parse(url).kind()).isEqualTo(StoreAddress.Kind.MONGO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://app:" + CANARY + "@db:3306/elections",
        "mysql://app:can/ary@" + CANARY + "@db/elections",
        "mysql://app:" + CANARY + "?x@db/elections",
        "mysql://app:" + CANARY + "#x@db/elections",
        "mysql://me@corp.com:" + CANARY + "/ss?w@h/db",
        "mysql://app:" + CANARY + "@db/elections\n",
        "mongodb://:" + CANARY + "@db/",
        "mysql://app@db/elections?password=" + CANARY,
        "mysql://app@db/elections?a=b&PASSWD=" + CANARY,
        "mongodb://db/?sslKeyPwd=" + CANARY,
        "app:" + CANARY + "@db",
        "jdbc:" + CANARY + ":x://app:y@db"
      })
  void refusesAPasswordWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> StoreAddress.parse(url))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--store has a password in it")
        .hasMessageContaining("ELECTION_PASSWORD")
        .hasMessageContaining("--password-file")
        .message()
        .doesNotContain(CANARY);
  }

  @Test
  void whatIsNoPortMayBeAPasswordAndIsNotRepeated() {
    assertThatThrownBy(() -> StoreAddress.parse("mysql://app:" + CANARY))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("not a port")
        .message()
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", " %s ", "\n%s\n\n"})
  void blanksAndLineEndsAroundAUrlAreNoPartOfIt(String around) {
    for (String url : new String[] {"mysql://app@db/x", "mongodb://db/Elector"}) {
      assertThat(StoreAddress.parse(around.formatted(url))).isEqualTo(StoreAddress.parse(url));
    }
  }

  @Test
  void aPasswordInAJdbcUrlIsRefusedAsInAnyOther() {
    for (String url :
        new String[] {"jdbc:mysql://me:s3cret@db/x", "jdbc:postgresql://db/x?password=s3cret"}) {
      assertThatThrownBy(() -> StoreAddress.parse(url))
          .hasMessageContaining("has a password in it")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void aUserMayBeAParameterOfAJdbcUrl() {
    assertThat(StoreAddress.parse("jdbc:postgresql://db/x?ssl=true&user=me").namesUser()).isTrue();
    assertThat(StoreAddress.parse("jdbc:postgresql://db/x?superuser=me").namesUser()).isFalse();
  }

  @Test
  void namesTheKnownSchemesIfItKnowsNotThisOne() {
    assertThatThrownBy(() -> StoreAddress.parse("oracle://db/elections"))
        .hasMessage(
            "the URL given with --store has the unknown scheme 'oracle', known are mysql://,"
                + " mariadb://, mongodb://, mongodb+srv://, postgresql://, postgres://,"
                + " jdbc:mysql://, jdbc:mariadb://, jdbc:postgresql://");
    assertThatThrownBy(() -> StoreAddress.parse("memory"))
        .hasMessageContaining("has no scheme, known are mysql://");
  }

  @Test
  void aUrlWithoutHostIsRefused() {
    assertThatThrownBy(() -> StoreAddress.parse("mysql:///elections"))
        .hasMessageContaining("names no host");
  }

  @Test
  void neverShowsThePassword() {
    StoreAddress address =
        StoreAddress.parse("mysql://app@db/elections?sslMode=required")
            .with(Optional.of(new Secret(CANARY)));

    assertThat(address.password().orElseThrow().reveal()).isEqualTo(CANARY);
    assertThat(address.toString()).doesNotContain(CANARY);
    assertThat(address.shown()).isEqualTo("mysql://app@db/elections");
  }

  @Test
  void aPasswordWithoutAUserIsLeftOut() {
    StoreAddress address = StoreAddress.parse("mongodb://db/Elector");
    assertThat(address.with(Optional.of(new Secret(CANARY))).password()).isEmpty();
  }
}
