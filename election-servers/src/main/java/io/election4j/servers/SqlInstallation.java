package io.election4j.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine unpacked in the cache, known to run on this machine.
 *
 * @param firstData initialised data in the cache, if servers start on copies of it
 */
record SqlInstallation(SqlEngine engine, Path program, Optional<Path> firstData) {

  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("error while loading shared libraries: ([^:]+):");

  /** Installs it for its user, if that is not done yet. */
  static SqlInstallation of(SqlEngine engine) {
    return of(engine, engine.user().cache());
  }

  /** Installs it if that is not done yet: a few seconds the first time, then milliseconds. */
  static SqlInstallation of(SqlEngine engine, Cache cache) {
    requirePlatform();
    String version = engine.jar().version().orElseThrow(() -> noArchive(engine));
    String name = engine.name().toLowerCase(Locale.ROOT) + "-" + version;
    Path program = cache.folder(name, engine::unpack);
    requireRunnable(engine, program);
    if (!engine.copiesHaveTheirOwnIdentity()) {
      return new SqlInstallation(engine, program, Optional.empty());
    }
    Path prepared = cache.folder(name + "-data-1", folder -> initialise(engine, program, folder));
    return new SqlInstallation(engine, program, Optional.of(prepared.resolve("data")));
  }

  /** Makes the folder {@code data} of one more server in a folder of its own. */
  void makeData(Path folder) throws IOException {
    if (firstData.isPresent()) {
      FolderTree.copy(firstData.get(), folder.resolve("data"));
    } else {
      initialise(engine, program, folder);
    }
  }

  /** Returns the command that runs a server on this data folder and port. */
  List<String> command(Path data, int port) {
    try {
      return engine.command(program, data, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requirePlatform() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      throw new ServerUnavailableException(
          "embedded database servers run on Linux amd64 only, not on " + platform);
    }
  }

  private static ServerUnavailableException noArchive(SqlEngine engine) {
    return new ServerUnavailableException(
        "the embedded %s is not on the class path (Maven artifact %s)"
            .formatted(engine.name(), engine.jar()));
  }

  private static void requireRunnable(SqlEngine engine, Path program) {
    List<String> command = new ArrayList<>(List.of(engine.executable(program).toString()));
    command.addAll(engine.askingForVersion());
    try {
      Path log = Files.createTempFile("election4j-", ".log");
      try {
        new ShortRun(engine.user().command(command)).logTo(log).succeed();
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw notRunnable(engine, String.valueOf(e.getMessage()));
    }
  }

  private static ServerUnavailableException notRunnable(SqlEngine engine, String output) {
    Matcher missing = MISSING_LIBRARY.matcher(output);
    String reason = missing.find() ? missingLibrary(engine, missing.group(1)) : output;
    return new ServerUnavailableException(
        "the embedded %s cannot run here: %s".formatted(engine.name(), reason));
  }

  private static String missingLibrary(SqlEngine engine, String library) {
    String advice = engine.adviceFor(library).orElse("install it");
    return "the system lacks " + library + "; " + advice;
  }

  private static void initialise(SqlEngine engine, Path program, Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    engine.user().own(data);
    engine.initialise(program, data, folder);
  }
}
