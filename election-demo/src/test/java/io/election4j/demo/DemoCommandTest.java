package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.cli.base.ExitCode;
import io.election4j.spi.StoreException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

  private final Console console;

  DemoCommandTest(@TempDir Path folder) {
    console = new Console(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--candidates 1 | election: --candidates 1 is not between 2 and 9",
        "--candidates 10 | election: --candidates 10 is not between 2 and 9",
        "--lease 999ms | election: --lease 999ms is not between 1s and 60s",
        "--lease 61s | election: --lease 61s is not between 1s and 60s",
        "--store oracle | election: --store 'oracle' is none of mysql, mongo, postgresql, memory, and no URL",
        "--store app:canary@db/x | election: --store is none of mysql, mongo, postgresql, memory, and no URL",
        "--store ftp://host/x | election: the URL given with --store has the unknown scheme 'ftp',"
            + " known are mysql://, mariadb://, mongodb://, mongodb+srv://, postgresql://,"
            + " postgres://, jdbc:mysql://, jdbc:mariadb://, jdbc:postgresql://",
        "--store mysql://u:pw@h/d | election: the URL given with --store has a password in it,"
            + " which others can see: give it in ELECTION_PASSWORD (environment or .env) or with"
            + " --password-file FILE",
      })
  void aWrongArgumentIsOneLineAndExitCode2(String arguments, String line) {
    int exitCode = console.run(("demo " + arguments).split(" "));

    assertThat(console.err()).isEqualToIgnoringNewLines(line).hasLineCount(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
    assertThat(console.out()).isEmpty();
  }

  @Test
  void aStoreThatCannotBeUsedIsToldBeforeAnythingIsStarted() {
    console.failure = StoreException.misconfigured("no such database", null);

    int exitCode = console.run("demo", "--store", "mysql://root@127.0.0.1:1/d");

    assertThat(console.err()).isEqualToIgnoringNewLines("election: no such database");
    assertThat(exitCode).isEqualTo(ExitCode.STORE.code());
    assertThat(candidates()).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void realProcessesElectLoseAndReplaceTheirLeader() throws Exception {
    int exitCode =
        console.run("demo", "--store", "memory", "--lease", "1s", "--candidates", "2", "--json");

    assertThat(exitCode).as(console.err()).isZero();
    assertThat(console.out()).hasLineCount(1);
    JsonNode figures = new ObjectMapper().readTree(console.out());
    assertThat(figures.get("store").asText()).isEqualTo("memory");
    assertThat(figures.get("leaseMillis").asLong()).isEqualTo(1000);
    assertThat(figures.get("overlaps").asLong()).isZero();
    assertThat(figures.get("terms")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(figures.get("crashFailoverMillis").asLong()).isBetween(700L, 5000L);
    assertThat(figures.get("handoverMillis").asLong()).isBetween(0L, 1000L);
    assertThat(candidates()).isEmpty();
  }

  private static Stream<String> candidates() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(DemoCandidate.class.getName()));
  }
}
