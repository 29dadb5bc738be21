package io.election4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What docs/architecture.md says is there is there. */
class ArchitectureTest {

  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)[`.]");
  private static final Pattern STEP = Pattern.compile("(?m)^\\| (\\d+) \\| `(\\w+)` \\|");
  private static final Pattern ARROW = Pattern.compile("(?m)^ +(\\S+) --> ([\\w-]+)$");

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/architecture.md"));
  }

  private static Set<String> found(Pattern pattern, int group) throws IOException {
    return pattern
        .matcher(document())
        .results()
        .map(match -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> modules() throws IOException {
    List<Path> modules = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(".."), "election-*")) {
      folders.forEach(modules::add);
    }
    // It has no code, and depends on nothing.
    modules.removeIf(module -> module.endsWith("election-bom"));
    return modules;
  }

  private static Set<String> files() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path module : modules()) {
      Path main = module.resolve("src/main/java");
      if (!Files.isDirectory(main)) {
        continue; // It has tests only.
      }
      try (Stream<Path> tree = Files.walk(main)) {
        tree.map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    return names;
  }

  @Test
  void everyTypeNamedHasAFileOfItsOwnOrIsAnEvent() throws IOException {
    Set<String> files = files();
    Set<String> events = Set.of("Elected", "Trusted", "Stopping", "Revoked");
    assertThat(found(TYPE, 1))
        .hasSizeGreaterThan(25)
        .allMatch(name -> events.contains(name) || files.contains(name));
  }

  @Test
  void theWalkHasAtMost25StepsEachOfAnotherClass() throws IOException {
    List<String> steps = STEP.matcher(document()).results().map(match -> match.group(1)).toList();
    assertThat(steps).hasSizeBetween(20, 25).startsWith("1", "2", "3");
    assertThat(found(STEP, 2)).hasSameSizeAs(steps);
  }

  @Test
  void thePictureOfTheModulesHasTheirDependencies() throws Exception {
    Set<String> arrows = new TreeSet<>();
    for (Path module : modules()) {
      for (String other : dependencies(module)) {
        arrows.add(module.getFileName() + " " + other);
      }
    }
    assertThat(drawn(match -> match.group(1).startsWith("election-"))).isEqualTo(arrows);
  }

  @Test
  void thePicturesOfTheShellAndTheEngineHaveClassesThatUseEachOther() throws IOException {
    Path shell = Path.of("../election-api/src/main/java/io/election4j/internal");
    Path engine = shell.resolve("engine");
    assertThat(drawn(match -> Character.isUpperCase(match.group(1).charAt(0))))
        .isNotEmpty()
        .allSatisfy(
            arrow -> {
              String[] ends = arrow.split(" ");
              boolean given = ends[0].equals("Input");
              String user = ends[given ? 1 : 0] + ".java";
              Path inShell = shell.resolve(user);
              String source =
                  Files.readString(Files.exists(inShell) ? inShell : engine.resolve(user));
              assertThat(source).containsPattern("\\b" + ends[given ? 0 : 1] + "\\b");
            });
  }

  private static Set<String> drawn(java.util.function.Predicate<MatchResult> wanted)
      throws IOException {
    return ARROW
        .matcher(document())
        .results()
        .filter(wanted)
        .map(match -> match.group(1) + " " + match.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the modules that a module uses at run time. */
  private static List<String> dependencies(Path module) throws Exception {
    NodeList all =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(module.resolve("pom.xml").toFile())
            .getElementsByTagName("dependency");
    List<String> used = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      String name = dependency.getElementsByTagName("artifactId").item(0).getTextContent();
      if (name.startsWith("election-")
          && dependency.getElementsByTagName("scope").getLength() == 0) {
        used.add(name);
      }
    }
    return used;
  }
}
