package io.election4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Keeps what the README says true. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXAMPLES = Path.of("src/test/java/io/election4j/readme");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TIMING =
      Pattern.compile("(?m)^\\| (\\d+ m?s)(?: \\(default\\))? \\|" + " (\\d+ m?s) \\|".repeat(6));
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#\\s]+)(?:#[^)]*)?\\)");

  private final String readme = read(ROOT.resolve("README.md"));
  private final String guide = read(ROOT.resolve("docs/guide.md"));
  private final List<String> pages =
      Stream.of("README.md", "docs/guide.md", "docs/guards.md", "docs/testing.md")
          .map(page -> read(ROOT.resolve(page)))
          .toList();

  @Test
  void everyExampleIsCompiledAsItStands() {
    String compiled =
        withoutSpace(
            read(EXAMPLES.resolve("ReadmeExamples.java"))
                + read(EXAMPLES.resolve("GuardExamples.java")));
    List<MatchResult> examples =
        pages.stream().flatMap(page -> EXAMPLE.matcher(page).results()).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(15);
    assertThat(examples)
        .allSatisfy(example -> assertThat(compiled).contains(withoutSpace(example.group(2))));
  }

  @Test
  void theTableOfDurationsIsWhatTheLibraryComputes() {
    List<MatchResult> rows = TIMING.matcher(guide).results().toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(4);
    assertThat(rows)
        .allSatisfy(
            row -> {
              Timing timing = Timing.ofLease(duration(row.group(1)));
              assertThat(duration(row.group(2))).isEqualTo(timing.trust());
              assertThat(duration(row.group(3))).isEqualTo(timing.heartbeat());
              assertThat(duration(row.group(4))).isEqualTo(timing.operationTimeout());
              assertThat(duration(row.group(5))).isEqualTo(timing.grace());
              assertThat(duration(row.group(6))).isEqualTo(timing.poll());
              assertThat(duration(row.group(7))).isEqualTo(timing.worstCaseFailover());
            });
  }

  @Test
  void theReadmeIsReadInFiveMinutes() {
    assertThat(readme.lines()).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void everyLinkOfEveryPageLeadsToAFile() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    assertThat(documents).hasSizeGreaterThan(15);
    assertThat(documents)
        .allSatisfy(
            page ->
                assertThat(LINK.matcher(read(page)).results().map(link -> link.group(1)))
                    .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists()));
  }

  @Nested
  class TheExampleInVirtualTime extends ReadmeExamples.Virtual {}

  private static Duration duration(String text) {
    long amount = Long.parseLong(text.substring(0, text.indexOf(' ')));
    return text.endsWith(" ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s", "");
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException failure) {
      throw new AssertionError(path + " cannot be read", failure);
    }
  }
}
