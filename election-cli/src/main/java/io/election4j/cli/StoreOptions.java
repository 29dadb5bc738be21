package io.election4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that speaks to a store. */
final class StoreOptions {

  /** Where a password may come from. */
  static final String PASSWORD_PLACES =
      "give it in ELECTION_PASSWORD (environment or .env) or with --password-file FILE";

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = {
        "The database, without a password:",
        "mysql://USER@HOST:3306/DATABASE (mariadb:// is the same),",
        "mongodb://USER@HOST:27017/DATABASE or mongodb+srv://...",
        "Unless given, MYSQL_HOST, MYSQL_PORT, MYSQL_USER and MYSQL_DBNAME say where it is, from"
            + " the environment or from .env in the working folder."
      })
  private @Nullable String url;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "A file whose first line is the password.",
        "Unless given, it is ELECTION_PASSWORD, or MYSQL_PASSWORD for mysql:// and mariadb://,"
            + " from the environment or from .env. Never give it as an argument: others see those."
      })
  private @Nullable Path passwordFile;

  @Option(names = "--password", arity = "0..1", hidden = true)
  private void refuse(@Nullable String password) {
    throw new CommandFailure(
        ExitCode.USAGE, "--password is not taken, others can see it: " + PASSWORD_PLACES);
  }

  /**
   * Returns the store that was asked for, with its password.
   *
   * @throws CommandFailure if there is none, or what was given is wrong
   */
  StoreAddress address(Surroundings surroundings) {
    StoreAddress address = StoreAddress.parse(url(surroundings));
    return address.with(password(address.kind(), surroundings));
  }

  private String url(Surroundings surroundings) {
    return url != null
        ? url
        : MySqlVariables.url(surroundings)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "no store: give --store URL, or set MYSQL_HOST, MYSQL_USER and"
                            + " MYSQL_DBNAME in the environment or in .env"));
  }

  private Optional<Secret> password(StoreAddress.Kind kind, Surroundings surroundings) {
    if (passwordFile != null) {
      return Optional.of(read(passwordFile));
    }
    Optional<String> own = surroundings.get("ELECTION_PASSWORD");
    Optional<String> other =
        kind == StoreAddress.Kind.MYSQL ? surroundings.get("MYSQL_PASSWORD") : Optional.empty();
    return own.or(() -> other).map(Secret::new);
  }

  private static Secret read(Path file) {
    try {
      return Files.readString(file)
          .lines()
          .findFirst()
          .filter(line -> !line.isEmpty())
          .map(Secret::new)
          .orElseThrow(() -> unusable(file, "has an empty first line"));
    } catch (IOException unreadable) {
      throw unusable(file, "is not a readable text file");
    }
  }

  private static CommandFailure unusable(Path file, String fault) {
    return new CommandFailure(ExitCode.USAGE, "--password-file " + file + " " + fault);
  }
}
