package io.election4j.cli;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.PasswordOptions;
import io.election4j.cli.base.StoreAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that speaks to a store. */
final class StoreOptions {

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = {
        "The database, without a password:",
        "mysql://USER@HOST:3306/DATABASE (mariadb:// is the same),",
        "mongodb://USER@HOST:27017/DATABASE or mongodb+srv://...",
        "Unless given, MYSQL_HOST, MYSQL_PORT, MYSQL_USER and MYSQL_DBNAME say where it is, and"
            + " MYSQL_SSL_MODE, MYSQL_SSL_CA, MYSQL_SSL_CERT and MYSQL_SSL_KEY how to encrypt, from"
            + " the environment or from .env in the working folder."
      })
  private @Nullable String url;

  @Mixin private final PasswordOptions password = new PasswordOptions();

  /**
   * Returns the store that was asked for, with its password.
   *
   * @throws CommandFailure if there is none, or what was given is wrong
   */
  StoreAddress address(Environment surroundings) {
    return password.complete(StoreAddress.parse(url(surroundings)), surroundings);
  }

  private String url(Environment surroundings) {
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
}
