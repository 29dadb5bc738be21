package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Files;
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
        .filter(argument -> argument.matches("(--datadir=|-D)/.+"))
        .map(argument -> Path.of(argument.replaceFirst("--datadir=|-D", "")).getParent())
        .findFirst()
        .orElseThrow();
  }

  /** Returns the processes that have {@code folder} in their arguments. */
  static List<List<String>> naming(Path folder) {
    return argumentLists()
        .filter(arguments -> arguments.stream().anyMatch(a -> a.contains(folder.toString())))
        .toList();
  }

  /** Returns the processes whose own folder is a server's data in {@code folder}. */
  static List<Long> workingIn(Path folder) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> folder.resolve("data").equals(folderOfProcess(pid)))
        .toList();
  }

  private static Path folderOfProcess(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
    } catch (IOException e) {
      return null;
    }
  }

  private static Stream<List<String>> argumentLists() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().arguments().stream())
        .map(Arrays::asList);
  }
}
