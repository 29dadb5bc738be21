package io.election4j.proof.chaos.databases;

import io.election4j.servers.processes.Freeze;
import io.election4j.servers.processes.Listening;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A member of a replica set, as far as its process is on this machine. One harm at a time: a second
 * one is refused until the first has ended.
 */
final class SetMember {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long COMMAND_SECONDS = 60;
  private static final int CONNECT_MILLIS = 1_000;

  private final InetSocketAddress address;
  private final MemberOrders orders;
  private final AtomicReference<@Nullable String> harm = new AtomicReference<>();

  SetMember(InetSocketAddress address, MemberOrders orders) {
    this.address = address;
    this.orders = orders;
  }

  /** Returns its address as {@code host:port}. */
  String name() {
    return address.getHostString() + ":" + address.getPort();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Kills its process; closing starts it again. */
  AutoCloseable kill() throws Exception {
    return harmed(
        "killed",
        () -> {
          long pid = pid();
          List<String> starting = starting(pid);
          Path folder = Path.of("/proc", Long.toString(pid), "cwd").toRealPath();
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
          return () -> start(pid, starting, folder.toFile());
        });
  }

  /** Stops its process; closing lets it go on. */
  AutoCloseable freeze() throws Exception {
    return harmed("frozen", () -> Freeze.of(pid()));
  }

  /** Cuts it off from the others with the command given for that; does nothing without one. */
  AutoCloseable cut() throws Exception {
    String command = orders.cuts().get(name());
    String healing = orders.heals().get(name());
    if (command == null || healing == null) {
      return () -> {};
    }
    return harmed(
        "cut off",
        () -> {
          cut(command, healing);
          return () -> run(healing);
        });
  }

  /** A command that has failed may have done half of it. */
  private void cut(String command, String healing) throws Exception {
    try {
      run(command);
    } catch (Exception failed) {
      try {
        run(healing);
      } catch (Exception unhealed) {
        failed.addSuppressed(unhealed);
      }
      throw failed;
    }
  }

  /**
   * Does a harm while there is no other, which is over when it was healed or could not be done.
   *
   * @param doing returns what heals it
   */
  private AutoCloseable harmed(String what, Callable<AutoCloseable> doing) throws Exception {
    String already = harm.compareAndExchange(null, what);
    if (already != null) {
      throw new IllegalStateException(name() + " is " + already + " already");
    }
    try {
      AutoCloseable remedy = doing.call();
      return () -> {
        remedy.close();
        harm.set(null);
      };
    } catch (Exception | Error impossible) {
      harm.set(null);
      throw impossible;
    }
  }

  private long pid() throws IOException {
    String given = orders.pids().get(name());
    if (given == null) {
      return Listening.pid(address)
          .orElseThrow(() -> new IOException("no process of this machine is found for " + name()));
    }
    boolean number = given.matches("\\d+");
    return Long.parseLong(number ? given : Files.readString(Path.of(given)).strip());
  }

  private List<String> starting(long pid) throws IOException {
    String given = orders.starts().get(name());
    if (given != null) {
      return List.of("sh", "-c", given);
    }
    byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(List.of(new String(line, StandardCharsets.UTF_8).split("\0")));
    return words;
  }

  private void start(long former, List<String> command, File folder) throws Exception {
    long begin = System.nanoTime();
    while (ProcessHandle.of(former).filter(ProcessHandle::isAlive).isPresent()) {
      pause(begin, "has not ended");
    }
    new ProcessBuilder(command)
        .directory(folder)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    while (!answers()) {
      pause(begin, "does not listen");
    }
  }

  private void pause(long begin, String problem) throws IOException, InterruptedException {
    if (System.nanoTime() - begin > START_LIMIT.toNanos()) {
      throw new IOException(name() + " " + problem + " after " + START_LIMIT.toSeconds() + " s");
    }
    TimeUnit.MILLISECONDS.sleep(100);
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the command given for " + name() + " did not end: " + command);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "the command given for %s ended with %d: %s"
              .formatted(name(), process.exitValue(), command));
    }
  }
}
