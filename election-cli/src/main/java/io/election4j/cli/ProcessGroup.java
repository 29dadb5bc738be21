package io.election4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command in a session and process group of its own, with everything it started.
 *
 * <p>Signals reach the group at once, through a shell that waits for them from the beginning, so
 * that none has to be started when the time has come. That shell kills the group, too, when this
 * process dies. A process that left the group, but not its family, is found in {@code /proc}.
 */
final class ProcessGroup {

  /** Lets the command start only when whoever ends it is there. */
  private static final String GATE = "read -r go || exit; exec \"$@\" </dev/null";

  private static final String CALLERS_LOCALE = "ELECTION_CALLERS_LC_ALL";

  private static final String SIGNALLER =
      """
      trap '' HUP INT TERM
      while read -r signal; do
        test "$signal" = leave && exit
        kill -s "$signal" -- "-$1"
      done
      kill -s KILL -- "-$1"
      """;

  private final Process leader;
  private final Process signaller;
  private final Set<ProcessTable.Row> known = new HashSet<>();

  private ProcessGroup(Process leader, Process signaller) {
    this.leader = leader;
    this.signaller = signaller;
  }

  /**
   * Starts a command that reads nothing, and writes where this process writes.
   *
   * @throws IOException if {@code setsid} or a shell cannot be started
   */
  static ProcessGroup start(List<String> command) throws IOException {
    List<String> gated = List.of("setsid", "/bin/sh", "-c", GATE, "election");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(gated.stream(), command.stream()).toList())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    restoreLocale(builder.environment());
    Process leader = builder.start();
    // The gate closes, too, if this fails or this process dies before it is open.
    try (OutputStream gate = leader.getOutputStream()) {
      ProcessGroup group = new ProcessGroup(leader, signaller(leader.pid()));
      gate.write("go\n".getBytes(StandardCharsets.US_ASCII));
      return group;
    }
  }

  /** Undoes what the script "election" does where there is no locale. */
  private static void restoreLocale(Map<String, String> environment) {
    String callers = environment.remove(CALLERS_LOCALE);
    if (callers != null && callers.isEmpty()) {
      environment.remove("LC_ALL");
    } else if (callers != null) {
      environment.put("LC_ALL", callers);
    }
  }

  private static Process signaller(long group) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", SIGNALLER, "election-signaller", "" + group)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /** Returns the process that was started. */
  Process leader() {
    return leader;
  }

  /** Asks every process to stop. */
  void terminate() {
    List<ProcessHandle> outsiders = outsiders();
    signal("TERM");
    outsiders.forEach(ProcessHandle::destroy);
  }

  /** Kills every process. */
  void kill() {
    if (known.isEmpty()) {
      // Families must be known before parents die; where they already are, no time is lost.
      members();
    }
    signal("KILL");
    leader.destroyForcibly();
    outsiders().forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns whether any process is left. */
  boolean alive() {
    return !members().isEmpty();
  }

  /** Lets go of a group in which nothing is left. */
  void release() {
    signal("leave");
  }

  private void signal(String name) {
    try {
      OutputStream orders = signaller.getOutputStream();
      orders.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException signallerEnded) {
      // Whoever killed it, its last act was to kill the group.
    }
  }

  /** Those whom a signal to the group does not reach, or does not reach yet. */
  private List<ProcessHandle> outsiders() {
    return members().stream()
        .filter(row -> row.group() != leader.pid())
        .flatMap(row -> ProcessHandle.of(row.pid()).stream())
        .toList();
  }

  private Collection<ProcessTable.Row> members() {
    List<ProcessTable.Row> rows = ProcessTable.read();
    List<ProcessTable.Row> members = new ArrayList<>(rows.stream().filter(this::own).toList());
    for (int i = 0; i < members.size(); i++) {
      long parent = members.get(i).pid();
      rows.stream()
          .filter(row -> row.parent() == parent && !members.contains(row))
          .forEach(members::add);
    }
    known.addAll(members);
    return members;
  }

  private boolean own(ProcessTable.Row row) {
    return row.pid() == leader.pid()
        || row.group() == leader.pid()
        || row.session() == leader.pid()
        || known.stream().anyMatch(k -> k.pid() == row.pid() && k.started() == row.started());
  }
}
