package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.PasswordOptions;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that speaks to the store that its options say. */
@Command(mixinStandardHelpOptions = true)
public abstract class StoreCommand implements Callable<Integer> {

  protected final Stores stores;
  protected final Environment environment;
  protected final PrintStream out;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final PasswordOptions password = new PasswordOptions();

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = {
        "The database, without a password:",
        "mysql://USER@HOST:3306/DATABASE (mariadb:// is the same),",
        "mongodb://USER@HOST:27017/DATABASE or mongodb+srv://...,",
        "postgresql://USER@HOST:5432/DATABASE,",
        "jdbc:mysql://..., jdbc:mariadb://... or jdbc:postgresql://...",
        "Unless given, MYSQL_HOST, MYSQL_PORT, MYSQL_USER and MYSQL_DBNAME say where it is, and"
            + " MYSQL_SSL_MODE, MYSQL_SSL_CA, MYSQL_SSL_CERT and MYSQL_SSL_KEY how to encrypt, from"
            + " the environment or from .env in the working folder."
      })
  private @Nullable String url;

  protected StoreCommand(Stores stores, Environment environment, PrintStream out) {
    this.stores = stores;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Returns the store that was asked for, with its password.
   *
   * @throws CommandFailure if there is none, or what was given is wrong
   */
  protected final StoreAddress address() {
    return password.complete(StoreAddress.parse(url()), environment);
  }

  private String url() {
    return url != null
        ? url
        : MySqlVariables.url(environment)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "no store: give --store URL, or set MYSQL_HOST, MYSQL_USER and"
                            + " MYSQL_DBNAME in the environment or in .env"));
  }

  /** Opens a session in which nothing is created. */
  protected final Session reading() {
    return Session.reading(stores, address());
  }

  /** Tells people something beside what is printed. */
  protected final void report(String line) {
    spec.commandLine().getErr().println("election: " + line);
  }

  /**
   * Checks names by the rule that elections and candidates share.
   *
   * @throws CommandFailure saying what is wrong with which
   */
  static void requireElections(List<String> names) {
    for (String name : names) {
      requireReadable(name);
      try {
        Candidate.named(name);
      } catch (IllegalArgumentException wrong) {
        String fault = String.valueOf(wrong.getMessage());
        throw CommandFailure.usage(fault.replaceFirst("^candidate name", "election name"));
      }
    }
  }

  /** In another locale the same argument would be another election, with a leader of its own. */
  private static void requireReadable(String name) {
    if (name.indexOf('\uFFFD') >= 0) {
      throw CommandFailure.usage(
          "election name '"
              + name
              + "' cannot be read in this locale: set LC_ALL to one with UTF-8, such as C.UTF-8");
    }
  }
}
