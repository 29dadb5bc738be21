package io.election4j.console;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the console's own password is. */
final class LoginFile {

  private static final int SHORTEST = 12;

  @Option(
      names = "--login-file",
      paramLabel = "FILE",
      description = {
        "A file whose first line is a password for the console itself, 12 characters or more, with"
            + " which any number of browsers and machines are let in.",
        "The store's password is another, and its file is --password-file."
      })
  private @Nullable Path file;

  /**
   * Returns the password.
   *
   * @throws CommandFailure if there is a file that has none
   */
  Optional<Secret> password() {
    if (file == null) {
      return Optional.empty();
    }
    try {
      String first = Files.readString(file).lines().findFirst().orElse("").strip();
      if (first.length() < SHORTEST) {
        throw CommandFailure.usage(
            "--login-file " + file + " has fewer than 12 characters in its first line");
      }
      return Optional.of(new Secret(first));
    } catch (IOException unreadable) {
      throw CommandFailure.usage("--login-file " + file + " is not a readable text file");
    }
  }
}
