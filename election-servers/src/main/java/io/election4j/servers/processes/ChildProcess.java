package io.election4j.servers.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that this one has started and whose words it reads. A program that ends with its
 * standard input ends at the latest with this process, even when that is killed.
 *
 * <p>Signals go through its handle: {@link Process#destroy()} would close its streams as well, and
 * its last words were lost.
 */
public final class ChildProcess {

  private final Process process;

  /** Takes over a process that has just been started. */
  public ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * Reads what it writes, on threads of their own, until it has ended.
   *
   * @param out gets each line of its standard output
   * @param err gets each line of its standard error stream
   * @param ended gets its exit code after the last line
   */
  public void read(Consumer<String> out, Consumer<String> err, Consumer<Integer> ended) {
    CompletableFuture<Void> complaints =
        inBackground(() -> lines(process.errorReader(StandardCharsets.UTF_8), err));
    inBackground(() -> lines(process.inputReader(StandardCharsets.UTF_8), out))
        .thenCombine(complaints, (a, b) -> process.onExit().join().exitValue())
        .thenAccept(ended);
  }

  /** Returns its number. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to its standard input; does nothing if it has ended. */
  public void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException ended) {
      // Nobody is left to be told.
    }
  }

  /** Sends SIGKILL; returns {@link System#nanoTime()} before that. */
  public long kill() {
    long now = System.nanoTime();
    process.toHandle().destroyForcibly();
    return now;
  }

  /** Sends SIGTERM; returns {@link System#nanoTime()} before that. */
  public long ask() {
    long now = System.nanoTime();
    process.toHandle().destroy();
    return now;
  }

  /** Waits until it has ended; kills it if it has not by then on {@link System#nanoTime()}. */
  public void killAt(long nanos) {
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
          Thread thread = new Thread(each, "child-process");
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
