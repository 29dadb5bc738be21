package io.election4j.servers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the system's process table says about embedded servers. */
final class ServerProcesses {

  private ServerProcesses() {}

  /** Returns the folder of the running server that listens on {@code port}. */
  static Path folderOf(int port) {
    return argumentLists()
        .filter(arguments -> arguments.contains("--port=" + port))
        .flatMap(List::stream)
        .filter(argument -> argument.startsWith("--datadir="))
        .map(argument -> Path.of(argument.substring("--datadir=".length())).getParent())
        .findFirst()
        .orElseThrow();
  }

  /** Returns the processes that have {@code folder} in their arguments. */
  static List<List<String>> naming(Path folder) {
    return argumentLists()
        .filter(arguments -> arguments.stream().anyMatch(a -> a.contains(folder.toString())))
        .toList();
  }

  private static Stream<List<String>> argumentLists() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().arguments().stream())
        .map(Arrays::asList);
  }
}
