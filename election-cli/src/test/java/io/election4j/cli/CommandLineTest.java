package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Failures;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told, and with which exit code. */
class CommandLineTest {

  private static final String URL = "mysql://app@db/elections";

  private final Console console = new Console(Path.of(""));

  @ParameterizedTest
  @ValueSource(strings = {"run", "status", "watch", "init", "resign", "transfer", "drain"})
  void everyCommandHasHelp(String command) {
    assertThat(console.run(command, "--help")).isZero();
    assertThat(console.out())
        .contains("--store=URL")
        .contains("--password-file")
        .contains("MYSQL_");
  }

  @Test
  void theHelpTellsTheExitCodes() {
    assertThat(console.run("--help")).isZero();
    for (ExitCode code : ExitCode.values()) {
      assertThat(console.out()).contains("" + code.code());
    }
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    assertThat(console.run()).isEqualTo(ExitCode.USAGE.code());
    assertThat(console.err()).contains("run", "status", "watch", "init");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lease      | 0s   | lease 0 s is not between 500 ms and 3600 s",
        "--lease      | 15   | Invalid value for option '--lease': '15' is not a duration",
        "--lease      | -1s  | '-1s' is not a duration",
        "--candidate  | ''   | candidate name '' is empty",
        "--candidate  | 'x ' | candidate name 'x ' starts or ends with a space",
        "--priority   | high | Invalid value for option '--priority': 'high' is not an int",
        "--cool-down  | 25h  | --cool-down 90000s is longer than 24h",
        "--frobnicate | x    | unknown option --frobnicate"
      })
  void badInputIsOneLineThatNamesParameterAndValue(String option, String value, String message) {
    assertThat(console.run("run", "--store", URL, "--election", "x", option, value, "--", "true"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(console.err()).startsWith("election: ").contains(message).hasLineCount(1);
    assertThat(console.opened).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'' | is empty", "' x' | starts or ends with a space"})
  void aBadElectionNameIsRefusedBeforeAnythingIsOpened(String name, String message) {
    assertThat(console.run("run", "--store", URL, "--election", name, "--", "true")).isEqualTo(2);
    assertThat(console.err()).contains("election name '" + name + "' " + message).hasLineCount(1);
    assertThat(console.opened).isEmpty();
  }

  @Test
  void aNameThatIsTooLongOrNotPrintableIsRefusedByEveryCommand() {
    String tooLong = "x".repeat(201);
    for (String command : List.of("status", "watch")) {
      assertThat(console.run(command, "--store", URL, tooLong)).isEqualTo(2);
      assertThat(console.run(command, "--store", URL, "a\u0007b")).isEqualTo(2);
    }
    assertThat(console.err())
        .contains("has 201 characters, more than 200")
        .contains("\\u0007")
        .doesNotContain("\u0007")
        .hasLineCount(4);
    assertThat(console.opened).isEmpty();
  }

  @Test
  void anElectionAndACommandAreRequiredToRun() {
    assertThat(console.run("run", "--store", URL, "--", "true")).isEqualTo(2);
    assertThat(console.run("run", "--store", URL, "--election", "x")).isEqualTo(2);
    assertThat(console.err()).contains("--election=NAME").contains("COMMAND").hasLineCount(2);
  }

  @Test
  void aCommandThatCannotBeStartedIsToldBeforeTheCampaign(@TempDir Path folder) throws IOException {
    String file = Files.createFile(folder.resolve("text")).toString();
    assertThat(console.run("run", "--store", URL, "--election", "x", "--", "no-such-command"))
        .isEqualTo(ExitCode.COMMAND_NOT_FOUND.code());
    assertThat(console.run("run", "--store", URL, "--election", "x", "--", file))
        .isEqualTo(ExitCode.CANNOT_RUN.code());
    assertThat(console.err())
        .contains("command 'no-such-command' is not found")
        .contains("command '" + file + "' is not executable")
        .hasLineCount(2);
    assertThat(console.opened).isEmpty();
  }

  @Test
  void withoutSetsidNothingIsRun() {
    console.environment.put("PATH", "/nowhere");
    assertThat(console.run("run", "--store", URL, "--election", "x", "--", "/bin/true"))
        .isEqualTo(ExitCode.CANNOT_RUN.code());
    assertThat(console.err()).contains("'setsid' is not found").hasLineCount(1);
  }

  @Test
  void aStoreThatDoesNotAnswerIsOneLine() {
    assertThat(failed(StoreException.unavailable("no answer from db\n at all", null)))
        .isEqualTo(ExitCode.STORE.code());
    assertThat(console.err()).isEqualTo("election: no answer from db at all\n");
  }

  @Test
  void whatNobodyExpectedIsOneLineToo() {
    assertThat(failed(new IllegalStateException("odd"))).isEqualTo(ExitCode.UNEXPECTED.code());
    assertThat(console.err())
        .isEqualTo("election: unexpected: java.lang.IllegalStateException: odd (-v shows more)\n");
  }

  @Test
  void verboseShowsTheStackTrace() {
    try {
      assertThat(failed(new IllegalStateException("odd"), "-v")).isEqualTo(1);
      assertThat(console.err()).contains("\tat io.election4j.cli");
    } finally {
      List.of(Failures.VERBOSE, "org.slf4j.simpleLogger.log.io.election4j")
          .forEach(System::clearProperty);
      System.clearProperty("org.slf4j.simpleLogger.defaultLogLevel");
    }
  }

  @Test
  void initPrintsTheSchemaWithoutConnecting() {
    assertThat(console.run("init", "--store", URL, "--print")).isZero();
    assertThat(console.out()).isEqualTo("schema of MYSQL\n");
    assertThat(console.opened).isEmpty();
  }

  @Test
  void initPreparesTheStore() {
    assertThat(console.run("init", "--store", URL)).isZero();
    assertThat(console.out()).isEqualTo("ready: " + URL + "\n");
  }

  private int failed(RuntimeException failure, String... options) {
    console.failure = failure;
    List<String> line = new ArrayList<>(List.of("status", "--store", URL));
    line.addAll(List.of(options));
    return console.run(line.toArray(String[]::new));
  }
}
