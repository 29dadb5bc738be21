package io.election4j.cli.base;

import io.election4j.mysql.DotEnv;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command line finds where it is started: the environment and, in the working folder, a file
 * {@code .env} that may say what the environment does not.
 *
 * @param variables the environment
 * @param folder the working folder
 */
public record Environment(Map<String, String> variables, Path folder) {

  /** Returns those of this process. */
  public static Environment current() {
    return new Environment(System.getenv(), Path.of("").toAbsolutePath());
  }

  /**
   * Returns a variable that is set and not empty, from the environment or else from {@code .env}.
   *
   * @throws IllegalArgumentException if the variable in that file cannot be read
   */
  public Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> dotEnv().get(name))
        .filter(value -> !value.isEmpty());
  }

  /**
   * Refuses to do without a variable that may be in a {@code .env} which cannot be read.
   *
   * @param names of the variable; if the environment has one of them, though empty, that is all
   * @throws CommandFailure naming the first of them and the file
   */
  public void requireRead(String... names) {
    if (Stream.of(names).noneMatch(variables::containsKey)) {
      fault()
          .ifPresent(
              fault -> {
                throw CommandFailure.usage(
                    names[0] + " is not set in the environment, and " + fault);
              });
    }
  }

  /** Returns why a {@code .env} that is there cannot be read, with its name; nothing otherwise. */
  public Optional<String> fault() {
    return dotEnv().fault();
  }

  private DotEnv dotEnv() {
    return DotEnv.read(folder.resolve(".env"));
  }
}
