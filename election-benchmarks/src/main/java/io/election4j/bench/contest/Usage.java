package io.election4j.bench.contest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process has used until now.
 *
 * @param cpuNanos of all its threads
 * @param threads how many there are
 * @param ownThreads how many of them are ours by name
 * @param peakResidentKiB the most memory it ever had
 * @param commands what it has sent, by kind
 */
public record Usage(
    long cpuNanos, int threads, int ownThreads, long peakResidentKiB, Map<String, Long> commands) {

  /** Returns that of this process. */
  static Usage now(Map<String, Long> commands) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Thread[] threads = new Thread[2 * Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    int own = 0;
    for (int i = 0; i < count; i++) {
      own += threads[i].getName().startsWith("election-") ? 1 : 0;
    }
    int all = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Usage(system.getProcessCpuTime(), all, own, peak(), commands);
  }

  /** Returns how many bytes are in use after a garbage collection. */
  static long retainedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long peak() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns how much of each command was sent since then. */
  public Map<String, Long> commandsSince(Usage earlier) {
    Map<String, Long> sent = new TreeMap<>();
    commands.forEach(
        (name, count) -> sent.put(name, count - earlier.commands.getOrDefault(name, 0L)));
    return sent;
  }

  /** Returns it as {@link #parse} reads it. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(cpuNanos).append(' ').append(threads).append(' ').append(ownThreads);
    line.append(' ').append(peakResidentKiB);
    commands.forEach((name, count) -> line.append(' ').append(name).append('=').append(count));
    return line.toString();
  }

  /** Reads what {@link #line} wrote. */
  static Usage parse(String line) {
    String[] words = line.split(" ");
    Map<String, Long> commands = new TreeMap<>();
    for (int i = 4; i < words.length; i++) {
      String[] pair = words[i].split("=");
      commands.put(pair[0], Long.valueOf(pair[1]));
    }
    return new Usage(
        Long.parseLong(words[0]),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Long.parseLong(words[3]),
        commands);
  }
}
