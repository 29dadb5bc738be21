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
        .isEqualTo(new Address("db.example", 3307, "app", "p@ss/word+", "my db", Tls.DEFAULT));
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

    assertThat(address.tls().mode()).isEqualTo(SslMode.VERIFY_IDENTITY);
    assertThat(address.tls().ca()).isEqualTo("/ca.pem");
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL://app@db/x, db",
    "MariaDB://app@DB.Example:3306/x, DB.Example",
    "R2DBC:mysql://app@db/x, db",
    "mysql://app@[fe80::1%25eth0]:3306/x, fe80::1%eth0",
    "mysql://app@[fe80::1%eth0]/x, fe80::1%eth0",
    "mysql://app@[2001:DB8::192.0.2.1]/x, 2001:DB8::192.0.2.1",
    "mysql://app@db_1/x, db_1",
    "mysql://app@bücher.example/x, xn--bcher-kva.example",
  })
  void aHostMayBeANameOrAnAddressOfAnyKind(String url, String host) {
    assertThat(AddressUrl.parse(url).host()).isEqualTo(host);
    assertThat(AddressUrl.parse(url).port()).isEqualTo(3306);
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://app@db/x?sslMode=VERIFY_CA, VERIFY_CA",
    "mysql://app@db/x?ssl-mode=REQUIRED, REQUIRED",
    "mysql://app@db/x?sslmode=required, REQUIRED",
    "mysql://app@db/x?sslCa=ca.pem, VERIFY_CA",
    "mysql://app@db/x?sslCa=a@b.pem&sslMode=preferred, PREFERRED",
    "mysql://app@db/x?, PREFERRED",
  })
  void whoSaysWhomToTrustWantsThatChecked(String url, SslMode mode) {
    assertThat(AddressUrl.parse(url).tls().mode()).isEqualTo(mode);
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
    "mysql://app:canary@db:port/x, the port of the store URL is not between 1 and 65535",
    "mysql://app:canary@db:0/x, the port of the store URL is not between 1 and 65535",
    "mysql://app:canary@db:65536/x, the port of the store URL is not between 1 and 65535",
    "mysql://app:canary@db/x?sslMode=maybe, sslMode 'maybe'",
    "mysql://app:canary@db/x?useSSL=true, option 'useSSL'",
    "mysql://app:canary%@db/x, percent sign",
    "mysql://app:canary@[fe80::1/x, that no ] ends",
    "mysql://app:canary@[fe80::1]3306/x, behind the ]",
    "mysql://app:canary@[db]/x, no IPv6 address",
    "mysql://app:canary@[fe80::1%25]/x, no IPv6 address",
    "mysql://app:canary@[fe80::1%25eth0]:0/x, the port of the store URL is not between 1 and 65535",
    "mysql://app:canary@fe80::1/x, IPv6 address as [address]",
    "'mysql://app:canary@a:3306,b:3306/x', names several hosts",
    "mysql://app:canary@a b/x, the host of the store URL is not a host name",
    "mysql://app:canary@/x?useSSL=true, names no host",
    "mysql://app:canary@db/x?useSSL=a@b, %2F %3F and %40",
    "mysql://app:canary@db:/x, the port of the store URL",
    "mysql://app:canary@db/x/, / behind the database",
    "mysql://app:can/ary@db/x, %2F %3F and %40",
    "mysql://app:can?ary@db/x, %2F %3F and %40",
    "mysql://app:canary@db/x?sslMode, sslMode without a value",
    "mysql://app:canary@db/x?sslCert=c.pem, sslKey is not",
    "mysql://app:canary@db/x?sslKey=k.pem, sslCert is not",
  })
  void aBadUrlIsRefusedWithoutRepeatingThePassword(String url, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressUrl.parse(url))
        .withMessageContaining(message.replace("''", "'"))
        .satisfies(AddressTest::isOneSafeLine);
  }

  /** Where the host was forgotten, or / ? and @ were not encoded, any part may be of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://me@corp.com:zq/zq?w@h/db",
        "mysql://me@corp.com:33/zq?zq@h/db",
        "mysql://me@corp.com:33/x?sslMode=zq@h/db",
        "mysql://me@corp.com:33/x?sslCert=zq@h",
        "mysql://me:x@z q?zq@h/db",
        "mysql://me@corp.com:zq",
        "mysql://me@corp.com:zq/db",
        "mysql://me@corp.com:70000zq/db",
        "mysql://me:x@zq zq/db",
        "mysql://me:x@[zq]/db",
        "mysql://me:x@zq zq:1/db",
        "mysql://me:x@zq,zq/db",
        "mysql://me:x@zq/db/zq",
        "mysql://me:x@zq/zq?zq",
        "mysql://me:x@zq/zq?z&zq",
        "mysql://me:x@zq/zq?z%zq=1",
      })
  void noPartOfWhatMayBeThePasswordIsRepeated(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressUrl.parse(url))
        .satisfies(AddressTest::isOneSafeLine)
        .withMessageNotContainingAny("zq", "z q", "70000", "'z'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://app:canary@db/x", "app:canary@db", "canary@db:33"})
  void aVariableThatHoldsMoreThanItShouldIsNamedWithoutItsValue(String value) {
    for (String name : new String[] {"MYSQL_HOST", "MYSQL_PORT", "MYSQL_SSL_MODE"}) {
      Map<String, String> environment = environment();
      environment.put(name, value);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> AddressEnvironment.read(environment, folder.resolve(".env")))
          .withMessageStartingWith(name + " is n")
          .satisfies(AddressTest::isOneSafeLine);
    }
  }

  /** A variable that is read from a file ends as the file does. */
  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", " %s ", "\t%s\n\n", "\n%s"})
  void blanksAndLineEndsAroundAUrlAreNoPartOfIt(String around) {
    String[] urls = {
      "mysql://app@db/x", "mysql://app@db:3306/x?sslMode=preferred", "mysql://app@db/x?"
    };
    for (String url : urls) {
      assertThat(AddressUrl.parse(around.formatted(url)))
          .isEqualTo(new Address("db", 3306, "app", null, "x", Tls.DEFAULT));
    }
  }

  @Test
  void aLineEndWithinAUrlIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressUrl.parse("mysql://app:canary@db/x\n?sslMode=preferred"))
        .withMessageContaining("has a line end or another control character in it")
        .satisfies(AddressTest::isOneSafeLine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", "%s\n\n"})
  void lineEndsBehindAVariableAreNoPartOfIt(String around) {
    Map<String, String> environment = environment();
    environment.put("MYSQL_SSL_MODE", "verify_ca");
    environment.put("MYSQL_SSL_CA", "/ca.pem");
    Address address = AddressEnvironment.read(environment, folder.resolve(".env"));

    environment.replaceAll((name, value) -> around.formatted(value));

    assertThat(AddressEnvironment.read(environment, folder.resolve(".env"))).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({"' canary ', ' canary '", "'a\nb', 'a\nb'", "'\na\r\n', '\na'", "'\n', "})
  void allElseIsPartOfThePassword(String text, String password) {
    Map<String, String> environment = environment();
    environment.put("MYSQL_PASSWORD", text);

    assertThat(AddressEnvironment.read(environment, folder.resolve(".env")).password())
        .isEqualTo(password);
  }

  @Test
  void theEnvironmentNamesServerUserAndDatabase() {
    assertThat(AddressEnvironment.read(environment(), folder.resolve(".env")))
        .isEqualTo(new Address("db.example", 3307, "app", SECRET, "x", Tls.DEFAULT));
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
  void theEnvironmentSaysHowToEncrypt() {
    Map<String, String> environment = environment();
    environment.put("MYSQL_SSL_MODE", "verify_identity");
    environment.put("MYSQL_SSL_CA", "/ca.pem");
    environment.put("MYSQL_SSL_CERT", "/cert.pem");
    environment.put("MYSQL_SSL_KEY", "/key.pem");

    assertThat(AddressEnvironment.read(environment, folder.resolve(".env")).tls())
        .isEqualTo(new Tls(SslMode.VERIFY_IDENTITY, "/ca.pem", "/cert.pem", "/key.pem"));
  }

  @Test
  void whoseCertificateToTrustIsEnoughForItToBeChecked() throws Exception {
    Path file = folder.resolve(".env");
    Files.writeString(file, "MYSQL_SSL_CA=ca.pem\nMYSQL_SSL_MODE=\n");

    assertThat(AddressEnvironment.read(environment(), file).tls())
        .isEqualTo(new Tls(SslMode.VERIFY_CA, "ca.pem", null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "::1, ::1",
    "[::1], ::1",
    "fe80::1%eth0, fe80::1%eth0",
    "[fe80::1%eth0], fe80::1%eth0",
    "[fe80::1%25eth0], fe80::1%eth0",
    "[fe80::1%2525], fe80::1%25",
    "fe80::1%25eth0, fe80::1%eth0",
    "fe80::1%25, fe80::1%25",
    "DB.Example, DB.Example",
    "bücher.example, xn--bcher-kva.example"
  })
  void theHostOfTheEnvironmentMayBeANameOrAnAddressOfAnyKind(String text, String host) {
    Map<String, String> environment = environment();
    environment.put("MYSQL_HOST", text);

    assertThat(AddressEnvironment.read(environment, folder.resolve(".env")).host()).isEqualTo(host);
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
        .isEqualTo(new Address("db.file", 3308, "app", "ca # nary", "fromfile", Tls.DEFAULT));
  }

  @Test
  void aVariableThatIsEmptyInTheEnvironmentDoesNotHideTheOneOfTheFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(".env"),
            "MYSQL_HOST=db\nMYSQL_USER=u\nMYSQL_PASSWORD=p\nMYSQL_DBNAME=d\n");
    Map<String, String> empty = Map.of("MYSQL_HOST", "", "MYSQL_USER", " ", "MYSQL_DBNAME", "");

    assertThat(AddressEnvironment.read(empty, file))
        .isEqualTo(AddressEnvironment.read(Map.of(), file));
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
  @CsvSource({
    "MYSQL_PORT, 33x6",
    "MYSQL_PORT, 70000",
    "MYSQL_HOST, mysql://db",
    "MYSQL_HOST, db:3306",
    "MYSQL_HOST, 'a,b'",
    "MYSQL_HOST, [db]",
    "MYSQL_HOST, [fe80::1%25]",
  })
  void aBadVariableIsNamedWithItsValue(String name, String value) {
    Map<String, String> environment = environment();
    environment.put(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressEnvironment.read(environment, folder.resolve(".env")))
        .withMessageContaining(name + ", '" + value + "'")
        .satisfies(AddressTest::isOneSafeLine);
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL_SSL_MODE, maybe, MYSQL_SSL_MODE ''maybe'' is none of [DISABLED",
    "MYSQL_SSL_CERT, c.pem, 'MYSQL_SSL_CERT is given, but MYSQL_SSL_KEY is not'",
    "MYSQL_SSL_KEY, k.pem, 'MYSQL_SSL_KEY is given, but MYSQL_SSL_CERT is not'",
  })
  void aBadVariableOfEncryptionIsNamed(String name, String value, String fault) {
    Map<String, String> environment = environment();
    environment.put(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressEnvironment.read(environment, folder.resolve(".env")))
        .withMessageStartingWith(fault.replace("''", "'"))
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
