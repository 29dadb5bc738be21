package io.election4j.cli.base;

import io.election4j.mysql.DotEnv;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command line finds where it is started: the environment and, in the working folder, a file
 * {@code .env} that may say what the environment does not.
 *
 * @param variables the environment
 * @param folder the working folder
 */
public record Surroundings(Map<String, String> variables, Path folder) {

  /** Returns those of this process. */
  public static Surroundings current() {
    return new Surroundings(System.getenv(), Path.of("").toAbsolutePath());
  }

  /**
   * Returns a variable that is set and not empty, from the environment or else from {@code .env}.
   *
   * @throws IllegalArgumentException if that file, or the variable in it, cannot be read
   */
  public Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> DotEnv.read(folder.resolve(".env")).get(name))
        .filter(value -> !value.isEmpty());
  }
}
