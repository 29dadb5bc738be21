package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps docs/spring-boot.md true. */
class DocumentTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(election4j\\.[a-z0-9.*-]+)` \\|");
  private static final Path EXAMPLES =
      Path.of("src/test/java/io/election4j/springtests/SpringExamples.java");

  private final String document = read(Path.of("../docs/spring-boot.md"));

  @Test
  void everyExampleIsCompiledAsItStands() {
    String compiled = withoutSpace(read(EXAMPLES));
    List<MatchResult> examples = EXAMPLE.matcher(document).results().toList();

    assertThat(examples).hasSize(5);
    assertThat(examples)
        .allSatisfy(example -> assertThat(compiled).contains(withoutSpace(example.group(2))));
  }

  @Test
  void theTableHasAllPropertiesAndNoOthers() throws IOException {
    Set<String> rows =
        ROW.matcher(document)
            .results()
            .map(row -> row.group(1).replace(".*", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).isEqualTo(generated());
  }

  /** Returns what the starter tells editors. */
  private static Set<String> generated() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL metadata :
        Collections.list(
            DocumentTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = metadata.openStream()) {
        List<String> all =
            JsonPath.read(
                new String(in.readAllBytes(), StandardCharsets.UTF_8), "$.properties[*].name");
        all.stream().filter(name -> name.startsWith("election4j.")).forEach(names::add);
      }
    }
    return names;
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
