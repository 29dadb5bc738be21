package io.election4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
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
  private final Set<ProcessHandle> family = new HashSet<>();

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

  /**
   * Goes once through what has to be quick when the time has come, so that nothing has to be loaded
   * then.
   */
  void rehearse() {
    remember();
    signal("0");
    strays();
    alive();
  }

  /** Asks every process to stop. */
  void terminate() {
    remember();
    signal("TERM");
    strays().forEach(ProcessHandle::destroy);
  }

  /** Kills every process; first, and at once, those that can be reached without looking. */
  void kill() {
    if (family.isEmpty()) {
      remember();
    }
    signal("KILL");
    leader.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    strays().forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns whether any process is left. */
  boolean alive() {
    return ProcessTable.read().stream().anyMatch(this::own);
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

  /** Who is whose child must be known before parents die. */
  private void remember() {
    leader.descendants().forEach(family::add);
  }

  /** Those whom a signal to the group does not reach, or does not reach yet. */
  private List<ProcessHandle> strays() {
    return ProcessTable.read().stream()
        .filter(row -> own(row) && row.group() != leader.pid())
        .flatMap(row -> ProcessHandle.of(row.pid()).stream())
        .toList();
  }

  private boolean own(ProcessTable.Row row) {
    return row.pid() == leader.pid()
        || row.group() == leader.pid()
        || row.session() == leader.pid()
        || ProcessHandle.of(row.pid()).filter(family::contains).isPresent();
  }
}
