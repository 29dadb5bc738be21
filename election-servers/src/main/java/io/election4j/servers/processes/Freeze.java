package io.election4j.servers.processes;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A process stopped with SIGSTOP. A stopped process cannot see that this one has ended, so a shell
 * holds it: one that lets it run again when told so, or when its pipe from this process ends.
 */
public final class Freeze implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      kill -s STOP "$1" || exit
      # The signal is on its way: where there is /proc, it says when the process has stopped.
      while [ -e "/proc/$1/status" ] && ! grep -q '^State:.*T' "/proc/$1/status"; do
        sleep 0.01
      done
      echo stopped
      read -r order
      kill -s CONT "$1"
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
    Process shell =
        new ProcessBuilder("sh", "-c", SCRIPT, "sh", Long.toString(pid))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Freeze freeze = new Freeze(shell);
    if (shell.inputReader().readLine() == null) {
      throw new IOException("process " + pid + " cannot be stopped");
    }
    return freeze;
  }

  /** Lets the process run again; returns {@link System#nanoTime()} before that. */
  public long thaw() {
    long now = System.nanoTime();
    close();
    return now;
  }

  /** {@linkplain #thaw() Lets the process run again}. Does nothing the second time. */
  @Override
  public void close() {
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.flush();
    } catch (IOException gone) {
      // The shell has ended, and has let the process run before that.
    }
  }
}
