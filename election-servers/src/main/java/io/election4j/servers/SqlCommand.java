package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of MySQL or MariaDB for a small machine: little memory, a quick start, full
 * durability.
 */
final class SqlCommand {

  private final List<String> words = new ArrayList<>();

  SqlCommand(MySqlFamily engine, Path program, Path data) throws IOException {
    words.add(engine.executable(program).toString());
    // Must come first: no settings from /etc.
    with("--no-defaults", "--basedir=" + program, "--datadir=" + data);
    // Each server deletes what it takes for left over by a former one, wherever it puts its own.
    with("--tmpdir=" + Files.createDirectories(data.resolveSibling("tmp")));
    with("--innodb-buffer-pool-size=64M", "--innodb-log-file-size=16M");
    with("--innodb-flush-log-at-trx-commit=1", "--performance-schema=OFF");
    // Containers often allow few asynchronous requests.
    with("--innodb-use-native-aio=0");
    engine.options().forEach(this::with);
    if (isRoot(data)) {
      with("--user=root");
    }
  }

  /** Listens on this port of 127.0.0.1 only. */
  SqlCommand listeningOn(int port) {
    return with(
        "--port=" + port, "--bind-address=127.0.0.1", "--skip-name-resolve", "--socket=socket");
  }

  SqlCommand with(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  // The servers refuse to run as root unless they are told to.
  private static boolean isRoot(Path ownFolder) throws IOException {
    return Files.getAttribute(ownFolder, "unix:uid").equals(0);
  }
}
