package io.election4j.cli;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Finds programs as a shell does, so that a wrong one is told before it is needed. */
final class Executables {

  private final List<Path> folders;

  Executables(Environment environment) {
    String path = environment.variables().getOrDefault("PATH", "/usr/bin:/bin");
    folders =
        Arrays.stream(path.split(File.pathSeparator))
            .map(entry -> environment.folder().resolve(entry))
            .toList();
  }

  /**
   * Checks that a program can be started.
   *
   * @throws CommandFailure if it is not there or not executable
   */
  void require(String program) {
    List<Path> candidates =
        program.contains("/")
            ? List.of(Path.of(program))
            : folders.stream().map(folder -> folder.resolve(program)).toList();
    List<Path> files = candidates.stream().filter(Files::isRegularFile).toList();
    if (files.isEmpty()) {
      throw new CommandFailure(
          ExitCode.COMMAND_NOT_FOUND, "command '" + program + "' is not found");
    }
    if (files.stream().noneMatch(Files::isExecutable)) {
      throw new CommandFailure(ExitCode.CANNOT_RUN, "command '" + program + "' is not executable");
    }
  }

  /**
   * Checks that commands can have a process group of their own.
   *
   * @throws CommandFailure if they cannot
   */
  void requireSetsid() {
    if (folders.stream().noneMatch(folder -> Files.isExecutable(folder.resolve("setsid")))) {
      throw new CommandFailure(
          ExitCode.CANNOT_RUN,
          "'setsid' is not found on the PATH: run needs it (package util-linux, Linux only) to end"
              + " the command with everything it started");
    }
  }
}
