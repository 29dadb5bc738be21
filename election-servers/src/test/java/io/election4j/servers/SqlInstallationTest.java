package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SqlInstallationTest {

  private static final MavenJar ON_THE_CLASS_PATH = new MavenJar("org.assertj", "assertj-core");

  @TempDir Path folder;

  @Test
  void anArchiveThatIsNotOnTheClassPathIsNamed() {
    MavenJar missing = new MavenJar("no.such", "archive");

    assertThatThrownBy(() -> install(new ScriptEngine(missing, "")))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessage(
            "the embedded Script is not on the class path (Maven artifact no.such:archive)");
  }

  @Test
  void aMissingLibraryIsNamedWithWhatToDo() {
    String script =
        "echo 'x: error while loading shared libraries: libaio.so.1: cannot open'; exit 127";

    assertThatThrownBy(() -> install(new ScriptEngine(ON_THE_CLASS_PATH, script)))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessage(
            "the embedded Script cannot run here: the system lacks libaio.so.1; install libaio1"
                + " (Debian: apt-get install libaio1) or use MariaDB");
  }

  @Test
  void anInitialisationThatFailedShowsTheReasonAndIsTriedAgain() {
    SqlEngine engine =
        new ScriptEngine(
            ON_THE_CLASS_PATH,
            "case $* in *--version*) exit 0;; *) echo '[ERROR] disk full'; exit 1;; esac");

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> install(engine)).hasMessageContaining("[ERROR] disk full");
    }
  }

  @Test
  void whatIsInstalledIsUsedAgain() {
    SqlEngine engine = new ScriptEngine(ON_THE_CLASS_PATH, "exit 0");

    SqlInstallation first = install(engine);

    assertThat(first.firstData()).hasValueSatisfying(data -> assertThat(data).isDirectory());
    assertThat(first.program()).isEqualTo(install(engine).program());
  }

  private SqlInstallation install(SqlEngine engine) {
    return SqlInstallation.of(engine, new Cache(folder));
  }

  /** An engine whose program is a shell script. */
  private record ScriptEngine(MavenJar jar, String script) implements MySqlFamily {

    @Override
    public String name() {
      return "Script";
    }

    @Override
    public void unpack(Path program) throws IOException {
      byte[] text = ("#!/bin/sh\n" + script + "\n").getBytes();
      new Unpacking(program).file("server", new ByteArrayInputStream(text), true);
    }

    @Override
    public Path executable(Path program) {
      return program.resolve("server");
    }

    @Override
    public void initialise(Path program, Path data, Path work) throws IOException {
      Path log = Files.createFile(work.resolve("log"));
      new ShortRun(List.of(executable(program).toString())).logTo(log).succeed();
    }

    @Override
    public List<String> options() {
      return List.of();
    }

    @Override
    public Optional<String> adviceFor(String missingLibrary) {
      return new MySqlEngine().adviceFor(missingLibrary);
    }
  }
}
