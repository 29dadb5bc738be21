package io.election4j.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A candidate's process. It ends at the latest with this one, for this one holds its input.
 *
 * <p>Signals go through its handle: {@link Process#destroy()} would close its streams as well, and
 * its last words were lost.
 */
final class CandidateProcess {

  private final Process process;

  CandidateProcess(Process process) {
    this.process = process;
  }

  /** Reads what it writes, on threads of their own, until it has ended. */
  void read(Consumer<String> out, Consumer<String> err, Consumer<Integer> ended) {
    CompletableFuture<Void> complaints =
        inBackground(() -> lines(process.errorReader(StandardCharsets.UTF_8), err));
    inBackground(() -> lines(process.inputReader(StandardCharsets.UTF_8), out))
        .thenCombine(complaints, (a, b) -> process.onExit().join().exitValue())
        .thenAccept(ended);
  }

  long pid() {
    return process.pid();
  }

  /** Sends SIGKILL; returns the time before. */
  long kill() {
    long now = System.nanoTime();
    process.toHandle().destroyForcibly();
    return now;
  }

  /** Sends SIGTERM; returns the time before. */
  long ask() {
    long now = System.nanoTime();
    process.toHandle().destroy();
    return now;
  }

  /** Waits until it has ended; kills it if it has not by then. */
  void killAt(long nanos) {
    try {
      if (!process.waitFor(nanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<Void> inBackground(Runnable task) {
    return CompletableFuture.runAsync(
        task,
        each -> {
          Thread thread = new Thread(each, "candidate");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private static void lines(BufferedReader from, Consumer<String> to) {
    try (from) {
      from.lines().forEach(to);
    } catch (IOException | UncheckedIOException ended) {
      // What was being written when it was killed is lost.
    }
  }
}
