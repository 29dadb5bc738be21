package io.election4j.servers.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes stopped with SIGSTOP. A stopped process cannot see that this one has ended, so a shell
 * holds it: one that lets it run again when told so, or when its pipe from this process ends.
 */
public final class Freeze implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      stopped=
      for one in "$@"; do
        kill -s STOP "$one" && stopped="$stopped $one"
      done
      [ -n "$stopped" ] || exit
      # The signal is on its way: where there is /proc, it says when the process has stopped.
      for one in $stopped; do
        while [ -e "/proc/$one/status" ] && ! grep -q '^State:.*[TZ]' "/proc/$one/status"; do
          sleep 0.01
        done
      done
      echo stopped
      read -r order
      kill -s CONT $stopped
      """;

  private final Process shell;

  private Freeze(Process shell) {
    this.shell = shell;
  }

  /**
   * Stops a process and returns when it is stopped.
   *
   * @throws IOException if there is no such process, or none that may be stopped
   */
  public static Freeze of(long pid) throws IOException {
    return of(Stream.of(pid)).orElseThrow(() -> cannot(pid));
  }

  /**
   * Stops a process and then all that it has started, and these, so that none is left to start
   * another; returns when all are stopped. The first runs again last.
   *
   * @throws IOException if there is no such process, or none that may be stopped
   */
  public static AutoCloseable family(long pid) throws IOException {
    Freeze first = of(pid);
    try {
      Optional<Freeze> others =
          of(
              ProcessHandle.of(pid).stream()
                  .flatMap(ProcessHandle::descendants)
                  .map(ProcessHandle::pid));
      return () -> {
        others.ifPresent(Freeze::close);
        first.close();
      };
    } catch (IOException failure) {
      first.close();
      throw failure;
    }
  }

  /** Empty if none of them can be stopped. */
  private static Optional<Freeze> of(Stream<Long> pids) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    pids.forEach(pid -> command.add(pid.toString()));
    Process shell =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return shell.inputReader().readLine() == null
        ? Optional.empty()
        : Optional.of(new Freeze(shell));
  }

  private static IOException cannot(long pid) {
    return new IOException("process " + pid + " cannot be stopped");
  }

  /** Lets them run again; returns {@link System#nanoTime()} before that. */
  public long thaw() {
    long now = System.nanoTime();
    close();
    return now;
  }

  /** {@linkplain #thaw() Lets them run again}. Does nothing the second time. */
  @Override
  public void close() {
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.flush();
    } catch (IOException gone) {
      // The shell has ended, and has let the process run before that.
    }
  }
}
