package io.election4j.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A server process of its own, on initialised data of its own, for the life of this object. */
final class EmbeddedSqlServer implements OwnServer {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int PORTS_TO_TRY = 5;

  private final SqlInstallation installation;
  private final Path folder;
  private final Map<String, String> environment;
  private final Thread closeAtExit = new Thread(this::leaveNothing, "election4j-server-close");
  private int port;
  private String product = "";
  private @Nullable Guardian guardian;

  private EmbeddedSqlServer(
      SqlInstallation installation, Path folder, Map<String, String> environment) {
    this.installation = installation;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Makes initialised data and starts a server on them.
   *
   * @param environment added to that of this process
   */
  static EmbeddedSqlServer start(SqlInstallation installation, Map<String, String> environment) {
    EmbeddedSqlServer server =
        new EmbeddedSqlServer(installation, newData(installation), environment);
    try {
      Runtime.getRuntime().addShutdownHook(server.closeAtExit);
      server.startOnFreePort();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Path newData(SqlInstallation installation) {
    try {
      Path folder = Files.createTempDirectory("election4j-");
      try {
        installation.engine().user().own(folder);
        installation.makeData(folder);
      } catch (IOException e) {
        FolderTree.delete(folder);
        throw e;
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a data folder: " + e, e);
    }
  }

  private void startOnFreePort() {
    for (int attempt = 1; ; attempt++) {
      port = FreePort.pick();
      try {
        start();
        return;
      } catch (IllegalStateException e) {
        // Somebody else may have taken the port in between.
        if (attempt == PORTS_TO_TRY || !LogTail.says(log(), "Address already in use")) {
          throw e;
        }
      }
    }
  }

  @Override
  public String url() {
    return installation.engine().url(port);
  }

  @Override
  public String description() {
    return product + ", embedded";
  }

  @Override
  public synchronized OptionalLong pid() {
    return guardian == null ? OptionalLong.empty() : guardian.serverPid();
  }

  @Override
  public synchronized void start() {
    if (guardian != null) {
      return;
    }
    List<String> command = installation.command(folder.resolve("data"), port);
    guardian = Guardian.start(installation.engine().user(), folder, command, environment);
    awaitGreeting(guardian);
  }

  @Override
  public synchronized void stop() {
    if (guardian != null) {
      guardian.kill();
      guardian = null;
    }
  }

  @Override
  public void close() {
    leaveNothing();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // The virtual machine is ending, and the hook has run or runs now.
    }
  }

  private synchronized void leaveNothing() {
    if (guardian != null) {
      guardian.abandon();
      guardian = null;
    }
    FolderTree.delete(folder);
  }

  private void awaitGreeting(Guardian started) {
    try {
      product = installation.engine().awaitProduct(port, started::isAlive, START_LIMIT);
    } catch (IOException e) {
      stop();
      throw new IllegalStateException(
          "%s did not start: %s".formatted(installation.engine().name(), LogTail.of(log())));
    }
  }

  private Path log() {
    return folder.resolve("server.log");
  }
}
