package io.election4j.proof.chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final Path folder;

  ChaosCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--runs 0 | election: runs 0 is not above 0",
        "--parallel -1 | election: parallel -1 is not above 0",
        "--store oracle | election: --store 'oracle' is none of mysql, mariadb, postgresql,"
            + " mysql-jdbc, mariadb-jdbc, mysql-mixed, mongo, and no URL",
        "--store app:canary@db/x | election: --store is none of mysql, mariadb, postgresql,"
            + " mysql-jdbc, mariadb-jdbc, mysql-mixed, mongo, and no URL",
        "--store mysql://u:pw@h:1/d | election: the URL given with --store has a password in it,"
            + " which others can see: give it in ELECTION_PASSWORD (environment or .env) or with"
            + " --password-file FILE",
        "--store mongodb://h:1/d --members | election: the URL asks for one server, not for a"
            + " replica set with members that can be harmed: name several, or say replicaSet=NAME",
        "--store mysql://root@h:1/d --members | election: --members is for replica sets of MongoDB",
        "--store postgresql://root@h:1/d --members | election: --members is for replica sets of"
            + " MongoDB",
        "--store jdbc:mysql://root@127.0.0.1:1/d --faults server-freeze | election: fault"
            + " 'server-freeze': the server was not started for this",
        "--store mysql://root@127.0.0.1:1/d --faults server-kill | election: fault 'server-kill':"
            + " the server was not started for this",
      })
  void aWrongArgumentIsOneLineAndExitCode2(String arguments, String told) {
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    CommandLine line = Main.commandLine(new Environment(Map.of(), folder), stream);
    line.setErr(new PrintWriter(err, true));
    int exitCode = line.execute(("chaos " + arguments).split(" "));

    assertThat(err.toString()).isEqualToIgnoringNewLines(told).hasLineCount(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
