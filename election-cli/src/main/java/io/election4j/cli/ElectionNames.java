package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.ExitCode;
import java.util.List;

/** Refuses names that no election can have. */
final class ElectionNames {

  private ElectionNames() {}

  /**
   * Checks names by the rule that elections and candidates share.
   *
   * @throws CommandFailure saying what is wrong with which
   */
  static void require(List<String> names) {
    for (String name : names) {
      requireReadable(name);
      try {
        Candidate.named(name);
      } catch (IllegalArgumentException wrong) {
        String fault = String.valueOf(wrong.getMessage());
        throw new CommandFailure(
            ExitCode.USAGE, fault.replaceFirst("^candidate name", "election name"));
      }
    }
  }

  /** In another locale the same argument would be another election, with a leader of its own. */
  private static void requireReadable(String name) {
    if (name.indexOf('\uFFFD') >= 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "election name '"
              + name
              + "' cannot be read in this locale: set LC_ALL to one with UTF-8, such as C.UTF-8");
    }
  }
}
