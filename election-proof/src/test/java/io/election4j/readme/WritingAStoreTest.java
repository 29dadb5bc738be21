package io.election4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Timing;
import io.election4j.spi.support.BlockingLeaseStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps what authors of stores read true. */
class WritingAStoreTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Path EXAMPLES =
      Path.of("src/test/java/io/election4j/readme/StoreExamples.java");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: \\w+ -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Path SAMPLES =
      Path.of("../samples/writing-a-store/src/main/java/io/election4j/samples/h2");
  private static final Pattern SAMPLE =
      Pattern.compile("<!-- sample: (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("(?m)^```java$");
  private static final Pattern LINK = Pattern.compile("]\\((\\.\\./[^)#]+)\\)");
  private static final int MOST_LINES = 40;

  private final String text = read(DOCS.resolve("writing-a-store.md"));

  @Test
  void theExampleIsCompiledAsItStandsAndShort() {
    String compiled = withoutSpace(read(EXAMPLES));

    List<String> examples =
        EXAMPLE.matcher(text).results().map(example -> example.group(1)).toList();

    assertThat(examples).hasSize(1);
    assertThat(compiled).contains(withoutSpace(examples.get(0)));
    assertThat(examples.get(0).lines().count()).isLessThanOrEqualTo(MOST_LINES);
  }

  @Test
  void whatIsQuotedOfTheSampleStandsThere() {
    List<MatchResult> quotes = SAMPLE.matcher(text).results().toList();

    assertThat(quotes)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            quote ->
                assertThat(read(SAMPLES.resolve(quote.group(1) + ".java")))
                    .contains(quote.group(2)));
  }

  @Test
  void noCodeIsQuotedThatNothingKeepsTrue() {
    long quoted = EXAMPLE.matcher(text).results().count() + SAMPLE.matcher(text).results().count();

    assertThat(BLOCK.matcher(text).results().count()).isEqualTo(quoted);
  }

  @Test
  void theNumbersAreThoseOfTheCode() {
    Timing longest = Timing.ofLease(Duration.ofHours(1));
    assertThat(longest.operationTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(Timing.ofLease(Duration.ofSeconds(15)).operationTimeout())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(Timing.ofLease(Duration.ofSeconds(10)).operationTimeout())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(Timing.ofLease(Duration.ofMillis(500)).operationTimeout())
        .isEqualTo(Duration.ofMillis(100));
    assertThat(BlockingLeaseStores.Options.defaults().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(text)
        .contains("3 s, or a fifth of a lease below 15 s, 100 ms at the least")
        .contains("for 10 s (`Options.timeout`)");
  }

  @Test
  void everyLinkLeadsToAFile() {
    List<String> links = LINK.matcher(text).results().map(link -> link.group(1)).toList();

    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(DOCS.resolve(link)).exists());
  }

  /** Leaves out white space, and the asterisks of comments that are wrapped in one place only. */
  private static String withoutSpace(String code) {
    return code.replaceAll("(?m)^\\s*\\*(?!/)", "").replaceAll("\\s", "");
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException failure) {
      throw new AssertionError(path + " cannot be read", failure);
    }
  }
}
