package io.election4j.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A small shell that runs a server and kills it, with all processes that it started, when the pipe
 * from this virtual machine ends.
 *
 * <p>The pipe ends with this virtual machine, even when that is killed, so no server outlives it. A
 * line on the pipe kills the server and keeps its folder; the end of the pipe kills the server and
 * deletes its folder.
 */
final class Guardian {

  // Signals of a terminal go to the whole process group: only the pipe may end the server.
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      folder=$1; shift
      # Processes that the server started work in its folder as it did.
      anyone_left() {
        left=1
        for one in /proc/[0-9]*; do
          if [ "$one/cwd" -ef "$folder/data" ]; then
            kill -KILL "${one#/proc/}"
            left=0
          fi
        done
        return $left
      }
      # A killed PostgreSQL leaves shared memory, and its number, which another process may get.
      remove_traces() {
        traces=$folder/data/postmaster.pid
        if [ -f "$traces" ]; then
          ipcrm -m "$(sed -n '7s/^ *[0-9]* *//p' "$traces")"
          rm -f "$traces"
        fi
      }
      exec 3<&0
      "$@" 3<&- </dev/null >>"$folder/server.log" 2>&1 &
      server=$!
      ( read -r order <&3 || : >"$folder/abandoned"; kill -KILL "$server" ) &
      watcher=$!
      exec 3<&-
      wait "$server"
      status=$?
      kill -KILL "$watcher"
      while anyone_left; do sleep 0.01; done
      remove_traces
      if [ -e "$folder/abandoned" ]; then rm -rf "$folder"; fi
      exit "$status"
      """;

  private static final long KILL_SECONDS = 30;

  private final Process shell;

  private Guardian(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts {@code command}, whose files are all in {@code folder}; its output goes to server.log
   * there.
   *
   * @param user whom the server runs as, and the shell with it
   * @param environment added to that of this process
   */
  static Guardian start(
      ServerUser user, Path folder, List<String> command, Map<String, String> environment) {
    // A library that is loaded first may make what another user cannot open: not before he is.
    List<String> all = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> all.add(name + "=" + value));
    all.addAll(List.of("sh", "-c", SCRIPT, "sh", folder.toString()));
    all.addAll(command);
    try {
      return new Guardian(
          new ProcessBuilder(user.command(all))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run sh: " + e, e);
    }
  }

  /** Returns the number of the server's process, unless it has ended. */
  OptionalLong serverPid() {
    return shell
        .children()
        .filter(child -> child.info().command().filter(Guardian::isNoShell).isPresent())
        .mapToLong(ProcessHandle::pid)
        .findFirst();
  }

  private static boolean isNoShell(String executable) {
    return !executable.endsWith("sh");
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** Kills the server, keeps its folder, and returns when it is gone. */
  void kill() {
    end("keep\n");
  }

  /** Kills the server, deletes its folder, and returns when both are gone. */
  void abandon() {
    end("");
  }

  private void end(String order) {
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.write(order.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The server ended by itself, and the shell with it: nobody is left to read the order.
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!shell.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server is still there after " + KILL_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server was being killed", e);
    }
  }
}
