package io.election4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run depends on besides what is measured. */
final class Environment {

  private static final Pattern JAR =
      Pattern.compile(
          "(r2dbc-mysql|mongodb-driver-reactivestreams|reactor-core|spring-integration-jdbc|HikariCP"
              + "|mariadb-java-client|curator-recipes|zookeeper|jmh-core|shedlock-core"
              + "|shedlock-provider-r2dbc|shedlock-provider-mongo-reactivestreams|r2dbc-pool"
              + "|kubernetes-client|kubernetes-server-mock)-(\\d[^/]*)\\.jar");

  private Environment() {}

  /** Returns them, for a run by this command that took so long. */
  static Map<String, String> of(String command, Duration took) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("command", command);
    all.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put("took", took.toSeconds() + " s");
    all.put("machine", machine());
    all.put("load average of the last minute", load());
    all.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    all.put("versions", String.join(", ", versions(System.getProperty("java.class.path"))));
    return all;
  }

  private static String machine() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
    return Runtime.getRuntime().availableProcessors() + " cores of " + processor() + ", " + system;
  }

  /** Who else was busy makes times longer, and does not change counts. */
  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", load);
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    try {
      return Files.readAllLines(info).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the versions of those libraries that matter. */
  static List<String> versions(String classPath) {
    List<String> versions = new ArrayList<>();
    Matcher jars = JAR.matcher(classPath.replace('\\', '/'));
    while (jars.find()) {
      versions.add(jars.group(1) + " " + jars.group(2));
    }
    return versions.stream().distinct().sorted().toList();
  }
}
