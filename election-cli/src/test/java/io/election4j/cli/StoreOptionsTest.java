package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Secret;
import io.election4j.mysql.MySqlLeaseStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the store and its password are found, and that the password is shown nowhere. */
class StoreOptionsTest {

  private static final String URL = "mysql://app@db:3306/elections";
  private static final String CANARY = "canary-s3cret";

  @TempDir private Path folder = Path.of("");
  private Console console = new Console(folder);

  @BeforeEach
  void begin() {
    console = new Console(folder);
  }

  @Test
  void theEnvironmentGivesThePassword() {
    console.environment.put("ELECTION_PASSWORD", CANARY);
    assertThat(passwordOf("status", "--store", URL)).isEqualTo(CANARY);
  }

  @Test
  void mySqlPasswordIsForMySqlOnly() {
    console.environment.put("MYSQL_PASSWORD", CANARY);
    assertThat(passwordOf("status", "--store", URL)).isEqualTo(CANARY);
    assertThat(passwordOf("status", "--store", "mongodb://app@db/Elector")).isEmpty();
  }

  @Test
  void theOwnVariableComesBeforeMySqls() {
    console.environment.put("MYSQL_PASSWORD", "other");
    console.environment.put("ELECTION_PASSWORD", CANARY);
    assertThat(passwordOf("status", "--store", URL)).isEqualTo(CANARY);
  }

  @Test
  void aFileGivesThePasswordBeforeAnythingElse() throws IOException {
    console.environment.put("ELECTION_PASSWORD", "other");
    String file = write("pw", CANARY + "\n");
    assertThat(passwordOf("status", "--store", URL, "--password-file", file)).isEqualTo(CANARY);
  }

  @Test
  void aDotEnvFileGivesWhatTheEnvironmentDoesNot() throws IOException {
    write(
        ".env",
        """
        # where it is
        MYSQL_HOST=db
        export MYSQL_USER='app'
        MYSQL_DBNAME = "elections" # quoted
        MYSQL_PORT=3307 # not the usual one
        ELECTION_PASSWORD=%s
        """
            .formatted(CANARY));
    assertThat(passwordOf("status")).isEqualTo(CANARY);
    assertThat(console.opened.get(0).url()).isEqualTo("mysql://app@db:3307/elections");
  }

  @Test
  void aDotEnvFileIsReadAsTheLibraryReadsIt() throws IOException {
    write(
        ".env",
        "\uFEFFMYSQL_USER=app\r\nMYSQL_DBNAME=x\r\nELECTION_PASSWORD=\"%s\\\"q\" # quoted\r\n"
            .formatted(CANARY));
    assertThat(passwordOf("status")).isEqualTo(CANARY + "\"q");
    assertThat(console.opened.get(0).url()).isEqualTo("mysql://app@localhost/x");
  }

  @Test
  void aDotEnvFileOfOtherBytesIsNamedWithTheLineButNotItsValue() throws IOException {
    Files.write(
        folder.resolve(".env"),
        ("MYSQL_USER=app\nMYSQL_DBNAME=x\nELECTION_PASSWORD=" + CANARY + "ü")
            .getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(".env, line 3: ELECTION_PASSWORD has bytes that are no text in UTF-8", "status");
  }

  @Test
  void aByteOrderMarkIsNoPartOfAPasswordFile() throws IOException {
    String file = write("pw", "\uFEFF" + CANARY + "\r\n");
    assertThat(passwordOf("status", "--store", URL, "--password-file", file)).isEqualTo(CANARY);
  }

  @Test
  void theVariablesMakeAUrlThatTheLibraryReads() throws IOException {
    write(
        ".env",
        "MYSQL_HOST=fe80::1%eth0\nMYSQL_USER=it's me\nMYSQL_DBNAME=x\n"
            + "MYSQL_SSL_MODE=verify_ca\nMYSQL_SSL_CA=/etc/my ca.pem\n");
    assertThat(passwordOf("status")).isEmpty();
    assertThat(console.opened.get(0).url())
        .isEqualTo(
            "mysql://it%27s%20me@[fe80::1%25eth0]/x?sslMode=verify_ca&sslCa=%2Fetc%2Fmy%20ca.pem");
    MySqlLeaseStore.builder(console.opened.get(0).url());
  }

  @ParameterizedTest
  @CsvSource({
    "[fe80::1%25eth0], [fe80::1%eth0]",
    "[fe80::1%eth0], [fe80::1%eth0]",
    "[fe80::1%2525], [fe80::1%25]",
    "fe80::1%25eth0, [fe80::1%eth0]",
    "fe80::1%25, [fe80::1%25]",
  })
  void theZoneOfAnAddressIsReadAsTheLibraryReadsIt(String host, String read) {
    console.environment.put("MYSQL_HOST", host);
    console.environment.put("MYSQL_USER", "app");
    console.environment.put("MYSQL_DBNAME", "x");
    assertThat(passwordOf("status")).isEmpty();
    String url = console.opened.get(0).url();
    assertThat(url.replaceFirst("%25", "%")).isEqualTo("mysql://app@" + read + "/x");
    MySqlLeaseStore.builder(url);
  }

  @Test
  void lineEndsBehindAPasswordOfTheEnvironmentAreNoPartOfIt() {
    for (String name : new String[] {"MYSQL_PASSWORD", "ELECTION_PASSWORD"}) {
      console.environment.put(name, " " + CANARY + " \r\n");
      assertThat(passwordOf("status", "--store", URL)).isEqualTo(" " + CANARY + " ");
    }
  }

  @Test
  void aUrlInAVariableForAHostOrPortIsNotRepeated() {
    console.environment.put("MYSQL_USER", "app");
    console.environment.put("MYSQL_DBNAME", "x");
    for (String name : new String[] {"MYSQL_PORT", "MYSQL_HOST"}) {
      console.environment.put(name, "mysql://app:" + CANARY + "@db:3306/x");
      assertRefused(name + " is not a ", "status");
    }
  }

  @Test
  void theEnvironmentComesBeforeTheDotEnvFile() throws IOException {
    write(".env", "ELECTION_PASSWORD=other");
    console.environment.put("ELECTION_PASSWORD", CANARY);
    assertThat(passwordOf("status", "--store", URL)).isEqualTo(CANARY);
  }

  @Test
  void aFolderNamedDotEnvIsNotNeededIfTheEnvironmentSaysAllThatIs() throws IOException {
    Files.createDirectory(folder.resolve(".env"));
    console.environment.put("MYSQL_USER", "app");
    console.environment.put("MYSQL_DBNAME", "x");
    console.environment.put("ELECTION_PASSWORD", CANARY);
    assertThat(passwordOf("status")).isEqualTo(CANARY);
    assertThat(console.opened.get(0).url()).isEqualTo("mysql://app@localhost/x");
    assertThat(passwordOf("status", "--store", URL)).isEqualTo(CANARY);
    console.environment.remove("ELECTION_PASSWORD");
    console.environment.put("MYSQL_PASSWORD", "");
    assertThat(passwordOf("status", "--store", "mongodb://db/Elector")).isEmpty();
    assertThat(passwordOf("status", "--store", URL)).isEmpty();
  }

  @Test
  void aFolderNamedDotEnvIsToldToWhoeverMissesAVariable() throws IOException {
    Files.createDirectory(folder.resolve(".env"));
    String why =
        " is not set in the environment, and " + folder.resolve(".env") + " cannot be read";
    assertRefused("ELECTION_PASSWORD" + why + ": it is a directory", "status", "--store", URL);
    assertRefused("MYSQL_USER" + why, "status");
    console.environment.put("MYSQL_HOST", "db");
    assertRefused("MYSQL_USER" + why, "status");
    console.environment.put("MYSQL_USER", "app");
    assertRefused("MYSQL_DBNAME" + why, "status");
    console.environment.put("MYSQL_DBNAME", "x");
    assertRefused("ELECTION_PASSWORD" + why, "status");
  }

  @Test
  void withoutAnyStoreItSaysWhatToGive() {
    assertRefused("no store: give --store URL", "status");
    console.environment.put("MYSQL_HOST", "db");
    assertRefused("MYSQL_DBNAME is not", "status");
    console.environment.put("MYSQL_DBNAME", "elections");
    console.environment.put("MYSQL_PORT", "many");
    assertRefused("MYSQL_PORT 'many' is not a port", "status");
  }

  @Test
  void aPasswordFileThatIsOfNoUseIsNamed() throws IOException {
    String absent = folder.resolve("absent").toString();
    assertRefused("--password-file " + absent, "status", "--store", URL, "--password-file", absent);
    String empty = write("empty", "\n");
    assertRefused("empty first line", "status", "--store", URL, "--password-file", empty);
  }

  @Test
  void aPasswordAmongTheArgumentsIsRefusedAndNotRepeated() {
    assertRefused("ELECTION_PASSWORD", "status", "--store", "mysql://app:" + CANARY + "@db/x");
    assertRefused("ELECTION_PASSWORD", "status", "--store", URL, "--password", CANARY);
    assertRefused("ELECTION_PASSWORD", "status", "--store", URL, "--password=" + CANARY);
    assertRefused("unknown option --passwort", "status", "--passwort=" + CANARY);
    assertRefused("unknown option -p", "status", "--store", URL, "-p" + CANARY);
  }

  private String passwordOf(String... arguments) {
    assertThat(console.run(arguments)).as(console.err()).isZero();
    assertQuiet();
    return console.opened.get(console.opened.size() - 1).password().map(Secret::reveal).orElse("");
  }

  private void assertRefused(String message, String... arguments) {
    int opened = console.opened.size();
    int before = console.err().length();
    assertThat(console.run(arguments)).isEqualTo(ExitCode.USAGE.code());
    assertThat(console.err().substring(before))
        .startsWith("election: ")
        .contains(message)
        .hasLineCount(1);
    assertThat(console.opened).hasSize(opened);
    assertQuiet();
  }

  private void assertQuiet() {
    assertThat(console.out() + console.err()).doesNotContain(CANARY);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
