package io.election4j.servers.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Finds processes of this machine by the TCP ports they listen on. Needs Linux's /proc. */
public final class Listening {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Listening() {}

  /**
   * Returns the number of a process other than this one that listens on a port of an address of
   * this machine, or on that port of all addresses; empty if none is seen to. Others may listen on
   * the same port of other addresses.
   */
  public static OptionalLong pid(InetSocketAddress address) throws IOException {
    byte[] bytes = InetAddress.getByName(address.getHostString()).getAddress();
    String port = ":%04X".formatted(address.getPort());
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = PROC.resolve("net").resolve(table);
      if (Files.isReadable(file)) {
        Files.readAllLines(file).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(row -> row.length > INODE && row[STATE].equals(LISTENS))
            .filter(row -> row[LOCAL].endsWith(port))
            .filter(row -> row[LOCAL].matches("0+:.*") || row[LOCAL].endsWith(words(bytes) + port))
            .forEach(row -> sockets.add("socket:[" + row[INODE] + "]"));
      }
    }
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> pid != ProcessHandle.current().pid() && holds(pid, sockets))
        .findFirst();
  }

  /** As the kernel writes an address: words of four bytes, each with its last byte first. */
  private static String words(byte[] address) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < address.length; i++) {
      words.append("%02X".formatted(address[i / 4 * 4 + 3 - i % 4]));
    }
    return words.toString();
  }

  private static boolean holds(long pid, Set<String> sockets) {
    Path open = PROC.resolve(Long.toString(pid)).resolve("fd");
    try (Stream<Path> files = Files.list(open)) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException | UncheckedIOException othersOrEnded) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
