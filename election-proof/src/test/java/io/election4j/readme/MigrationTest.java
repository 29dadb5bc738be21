package io.election4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in docs/migration.md, before and after, is compiled as it stands. */
class MigrationTest {

  private static final Pattern CODE =
      Pattern.compile("<!-- (before|example): (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Path BEFORE =
      Path.of(
          "../election-benchmarks/src/test/java/io/election4j/bench/migration/MigrationBefore.java");
  private static final Path AFTER =
      Path.of("src/test/java/io/election4j/readme/MigrationExamples.java");

  private final List<MatchResult> code;

  MigrationTest() throws IOException {
    code = CODE.matcher(Files.readString(Path.of("../docs/migration.md"))).results().toList();
  }

  @Test
  void everyLibraryHasCodeBeforeAndAfter() {
    for (String library : List.of("shedLock", "springIntegration", "curator")) {
      assertThat(code)
          .filteredOn(part -> part.group(2).equals(library))
          .extracting(part -> part.group(1))
          .containsExactly("before", "example");
    }
  }

  @Test
  void everyPieceOfCodeIsCompiled() throws IOException {
    String before = withoutSpace(Files.readString(BEFORE));
    String after = withoutSpace(Files.readString(AFTER));
    assertThat(code)
        .isNotEmpty()
        .allSatisfy(
            part ->
                assertThat(part.group(1).equals("before") ? before : after)
                    .contains(withoutSpace(part.group(3))));
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s", "");
  }
}
