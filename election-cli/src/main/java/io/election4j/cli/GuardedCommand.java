package io.election4j.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A command that runs under a {@link Guardian}, seen from the process that gives the orders.
 *
 * <p>Safe for use by many threads; nothing here blocks. When this process dies, the command does.
 */
final class GuardedCommand {

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx32m",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto");

  /** Wakes the writer for the last time. */
  private static final String NOTHING = "";

  private final Process guardian;
  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private long trustedNanos;

  private GuardedCommand(Process guardian) {
    this.guardian = guardian;
    Thread writer = new Thread(this::write, "guardian-orders");
    writer.setDaemon(true);
    writer.start();
    guardian.onExit().thenRun(() -> orders.add(NOTHING));
  }

  /**
   * Starts a command that reads nothing, and writes where this process writes.
   *
   * @param environment added to this process's own
   * @param grace how long before the deadline the command is asked to stop
   * @param deadlineNanos until when it may run, on {@link System#nanoTime()}'s clock
   * @throws IOException if the guardian cannot be started
   */
  static GuardedCommand start(
      List<String> command, Map<String, String> environment, Duration grace, long deadlineNanos)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("setsid", java()));
    line.addAll(JVM_OPTIONS);
    line.addAll(List.of("-cp", classPath(), Guardian.class.getName(), "" + grace.toNanos()));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    GuardedCommand started = new GuardedCommand(builder.start());
    started.trustUntil(deadlineNanos);
    return started;
  }

  /** Lets the command run until a point on {@link System#nanoTime()}'s clock; told once. */
  synchronized void trustUntil(long deadlineNanos) {
    if (trustedNanos != deadlineNanos) {
      trustedNanos = deadlineNanos;
      orders.add("trust " + deadlineNanos + "\n");
    }
  }

  /** Asks the command to stop now, and has it killed at that point if it still runs. */
  void stopBy(long nanos) {
    orders.add("stop " + nanos + "\n");
  }

  /**
   * Completes when no process of the command is left: with its exit code, or 128 + n if signal n
   * ended it.
   */
  CompletableFuture<Integer> ended() {
    return guardian.onExit().thenApply(Process::exitValue);
  }

  /** On a thread of its own, for a pipe may be full: a guardian may have been stopped. */
  private void write() {
    try (OutputStream pipe = guardian.getOutputStream()) {
      while (guardian.isAlive()) {
        pipe.write(orders.take().getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
      }
    } catch (IOException guardianEnded) {
      // Nobody is left to take orders.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    try {
      return new File(Guardian.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getPath();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
