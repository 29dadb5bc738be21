package io.election4j.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a store's password is; there is none that takes it. */
public final class PasswordOptions {

  /** Where a password may come from. */
  public static final String PLACES =
      "give it in ELECTION_PASSWORD (environment or .env) or with --password-file FILE";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "A file whose first line is the password.",
        "Unless given, it is ELECTION_PASSWORD, or MYSQL_PASSWORD for mysql:// and mariadb://,"
            + " from the environment or from .env. Never give it as an argument: others see those."
      })
  private @Nullable Path file;

  @Option(names = "--password", arity = "0..1", hidden = true)
  private void refuse(@Nullable String password) {
    throw CommandFailure.usage("--password is not taken, others can see it: " + PLACES);
  }

  /** Returns the same address with its password, if there is one. */
  public StoreAddress complete(StoreAddress address, Environment environment) {
    return address.with(password(address, environment));
  }

  private Optional<Secret> password(StoreAddress address, Environment environment) {
    if (file != null) {
      return Optional.of(read(file));
    }
    String[] names =
        address.kind() == StoreAddress.Kind.MYSQL
            ? new String[] {"ELECTION_PASSWORD", "MYSQL_PASSWORD"}
            : new String[] {"ELECTION_PASSWORD"};
    Optional<String> found =
        Stream.of(names)
            .flatMap(name -> environment.get(name).stream())
            // Line ends are from a file that it was read from.
            .map(text -> text.replaceFirst("[\\r\\n]+\\z", ""))
            .filter(text -> !text.isEmpty())
            .findFirst();
    if (found.isEmpty() && address.namesUser()) {
      environment.requireRead(names);
    }
    return found.map(Secret::new);
  }

  private static Secret read(Path file) {
    try {
      return Files.readString(file)
          .lines()
          .findFirst()
          .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
          .filter(line -> !line.isEmpty())
          .map(Secret::new)
          .orElseThrow(() -> unusable(file, "has an empty first line"));
    } catch (IOException unreadable) {
      throw unusable(file, "is not a readable text file");
    }
  }

  private static CommandFailure unusable(Path file, String fault) {
    return CommandFailure.usage("--password-file " + file + " " + fault);
  }
}
