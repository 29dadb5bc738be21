package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/troubleshooting.md complete: what modules that are deployed log, and what an
 * application on Spring does not start with. The lines of the engine are checked by its LogTest.
 */
class TroubleshootingTest {

  private static final List<String> MODULES =
      List.of(
          "api", "sql", "jdbc", "mysql", "mongo", "micrometer", "spring", "spring-boot-starter");

  /** A text in the code, also of several literals. */
  private static final String TEXT = "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"[^\"]*\")*)";

  private static final Pattern LOGGED =
      Pattern.compile("(?i:log)\\s*\\.(?:debug|info|warn|error)\\(" + TEXT);
  private static final Pattern REFUSED =
      Pattern.compile("new (?:ElectionStartException|InvalidElectionBeanException)\\(" + TEXT);

  private final List<String> rows =
      read(Path.of("../docs/troubleshooting.md"))
          .lines()
          .filter(line -> line.startsWith("|"))
          .toList();

  @Test
  void everythingThatIsLoggedIsThere() {
    TreeSet<String> logged = texts(LOGGED);

    assertThat(logged).hasSizeGreaterThan(10).allSatisfy(this::assertThere);
  }

  @Test
  void everythingThatAnApplicationDoesNotStartWithIsThere() {
    TreeSet<String> refused = texts(REFUSED);

    assertThat(refused).hasSizeGreaterThan(5).allSatisfy(this::assertThere);
  }

  /** The parts that do not differ stand in one row, in their order. */
  private void assertThere(String text) {
    List<String> parts =
        Stream.of(text.split("\\{}:?|%s|'"))
            .map(String::strip)
            .filter(part -> part.length() > 2)
            .toList();
    String pattern =
        parts.stream().map(Pattern::quote).collect(Collectors.joining(".*", ".*", ".*"));

    assertThat(rows).as(text).anyMatch(row -> row.matches(pattern));
  }

  private static TreeSet<String> texts(Pattern pattern) {
    TreeSet<String> texts = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("../election-" + module + "/src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(
                file ->
                    pattern
                        .matcher(read(file))
                        .results()
                        .map(match -> match.group(1).replaceAll("^\"|\"$|\"\\s*\\+\\s*\"", ""))
                        .filter(text -> !text.equals("{}"))
                        .forEach(texts::add));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return texts;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
