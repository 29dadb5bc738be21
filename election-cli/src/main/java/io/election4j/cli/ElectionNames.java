package io.election4j.cli;

import io.election4j.Candidate;
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
      try {
        Candidate.named(name);
      } catch (IllegalArgumentException wrong) {
        String fault = String.valueOf(wrong.getMessage());
        throw new CommandFailure(
            ExitCode.USAGE, fault.replaceFirst("^candidate name", "election name"));
      }
    }
  }
}
