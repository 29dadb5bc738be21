package io.election4j.proof.shell;

import io.election4j.proof.oracle.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds what all processes show their users against what is promised to them. */
final class ShellCheck {

  private final List<String> elections;
  private final List<ShellProcess> processes;
  private final Map<String, Long> highestTerms = new HashMap<>();
  private long elected;
  private @Nullable Violation found;

  ShellCheck(List<String> elections, List<ShellProcess> processes) {
    this.elections = elections;
    this.processes = processes;
  }

  /** Returns how many terms began. */
  long elected() {
    return elected;
  }

  /** Whoever calls back may catch what is thrown: it is thrown again by the next look. */
  void check(boolean holds, String invariant, Supplier<String> otherwise) {
    if (!holds && found == null) {
      found = new Violation(invariant, otherwise.get());
    }
    if (found != null) {
      throw found;
    }
  }

  // I2
  void elected(ShellProcess process, String election, long term) {
    elected++;
    long highest = highestTerms.getOrDefault(election, 0L);
    check(
        term > highest,
        "I2",
        () -> process + " is told of term " + term + " of " + election + " after " + highest);
    highestTerms.put(election, term);
    look();
  }

  /** Asks every process whether it leads: I1 and, of every leadership that was over, I4. */
  void look() {
    for (String election : elections) {
      List<ShellProcess> leaders = leaders(election);
      check(leaders.size() <= 1, "I1", () -> election + " is led by " + leaders);
    }
    processes.forEach(ShellProcess::latched);
  }

  private List<ShellProcess> leaders(String election) {
    return processes.stream().filter(process -> process.leads(election)).toList();
  }

  // I12
  void atPeace() {
    look();
    for (String election : elections) {
      boolean stands = processes.stream().anyMatch(process -> process.stands(election));
      List<ShellProcess> leaders = leaders(election);
      check(leaders.size() == (stands ? 1 : 0), "I12", () -> election + " is led by " + leaders);
      processes.forEach(
          process ->
              check(
                  process.works(election) == leaders.contains(process),
                  "I8",
                  () -> process + " works in " + election + ", led by " + leaders));
    }
  }

  void atTheEnd() {
    processes.forEach(ShellProcess::ended);
  }
}
