package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.asyncer.r2dbc.mysql.constant.SslMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  private static final String SECRET = "canary";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mysql://", "mariadb://", "r2dbc:mysql://", "r2dbc:mariadb://"})
  void aUrlNamesServerUserAndDatabase(String scheme) {
    Address address = AddressUrl.parse(scheme + "app:p%40ss%2Fword+@db.example:3307/my%20db");

    assertThat(address)
        .isEqualTo(
            new Address("db.example", 3307, "app", "p@ss/word+", "my db", SslMode.PREFERRED, null));
  }

  @Test
  void portPasswordAndOptionsOfAUrlMayBeLeftOut() {
    Address address = AddressUrl.parse("mysql://app@[::1]/db");

    assertThat(address.port()).isEqualTo(3306);
    assertThat(address.password()).isNull();
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address).hasToString("MySQL server [::1]:3306 (user 'app', database 'db')");
  }

  @Test
  void optionsOfAUrlSayHowToEncrypt() {
    Address address = AddressUrl.parse("mysql://app@db/x?sslMode=verify-identity&sslCa=%2Fca.pem");

    assertThat(address.sslMode()).isEqualTo(SslMode.VERIFY_IDENTITY);
    assertThat(address.sslCa()).isEqualTo("/ca.pem");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://app:canary@db/x, not of the form mysql://",
    "mysql:app:canary@db/x, not of the form mysql://",
    "mysql://app:canary@/x, names no host",
    "mysql://:canary@db/x, names no user",
    "mysql://app:canary, names no user",
    "mysql://app:canary/db, names no user",
    "mysql://app:ca/nary@db/x, not of the form mysql://",
    "mysql://app:canary@db, names no database",
    "mysql://app:canary@db/, names no database",
    "mysql://app:canary@db:port/x, ''port''",
    "mysql://app:canary@db:0/x, ''0''",
    "mysql://app:canary@db:65536/x, ''65536''",
    "mysql://app:canary@db/x?sslMode=maybe, sslMode 'maybe'",
    "mysql://app:canary@db/x?useSSL=true, option 'useSSL'",
    "mysql://app:canary%@db/x, percent sign",
  })
  void aBadUrlIsRefusedWithoutRepeatingThePassword(String url, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressUrl.parse(url))
        .withMessageContaining(message.replace("''", "'"))
        .satisfies(AddressTest::isOneSafeLine);
  }

  @Test
  void theEnvironmentNamesServerUserAndDatabase() {
    assertThat(AddressEnvironment.read(environment(), folder.resolve(".env")))
        .isEqualTo(new Address("db.example", 3307, "app", SECRET, "x", SslMode.PREFERRED, null));
  }

  @Test
  void hostPortAndPasswordMayBeLeftOutOrEmpty() {
    Map<String, String> environment = environment();
    environment.remove("MYSQL_HOST");
    environment.remove("MYSQL_PORT");
    environment.put("MYSQL_PASSWORD", "");

    Address address = AddressEnvironment.read(environment, folder.resolve(".env"));

    assertThat(address.host()).isEqualTo("localhost");
    assertThat(address.port()).isEqualTo(3306);
    assertThat(address.password()).isNull();
  }

  @Test
  void aDotEnvFileFillsInWhatTheEnvironmentLacks() throws Exception {
    Path file = folder.resolve(".env");
    Files.writeString(
        file,
        """
        # the database
        MYSQL_USER=somebody # not used
        export MYSQL_PASSWORD="ca # nary" # quoted
        MYSQL_HOST='db.file'
        MYSQL_PORT = 3308
        MYSQL_DBNAME=fromfile   # comment
        not a variable
        """);

    Address address = AddressEnvironment.read(Map.of("MYSQL_USER", "app"), file);

    assertThat(address)
        .isEqualTo(
            new Address("db.file", 3308, "app", "ca # nary", "fromfile", SslMode.PREFERRED, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_DBNAME"})
  void aMissingVariableIsNamed(String name) {
    Map<String, String> environment = environment();
    environment.remove(name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressEnvironment.read(environment, folder.resolve(".env")))
        .withMessageStartingWith(name + " is not set")
        .withMessageContaining(".env")
        .satisfies(AddressTest::isOneSafeLine);
  }

  @ParameterizedTest
  @CsvSource({"MYSQL_PORT, 33x6", "MYSQL_PORT, 70000", "MYSQL_HOST, mysql://db"})
  void aBadVariableIsNamedWithItsValue(String name, String value) {
    Map<String, String> environment = environment();
    environment.put(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressEnvironment.read(environment, folder.resolve(".env")))
        .withMessageContaining(name + ", '" + value + "'")
        .satisfies(AddressTest::isOneSafeLine);
  }

  private static Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "MYSQL_USER", "app",
            "MYSQL_PASSWORD", SECRET,
            "MYSQL_HOST", "db.example",
            "MYSQL_PORT", "3307",
            "MYSQL_DBNAME", "x"));
  }

  private static void isOneSafeLine(Throwable error) {
    assertThat(error.getMessage()).doesNotContain(SECRET).doesNotContain("\n");
    assertThat(error.getCause()).isNull();
  }
}
