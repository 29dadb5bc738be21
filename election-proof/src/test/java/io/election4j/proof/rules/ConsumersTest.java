package io.election4j.proof.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is deployed, as a project of somebody else sees it: on the class path and the module path.
 */
class ConsumersTest {

  /** What the stores bring, and nothing of the tests. */
  private static final Pattern BROUGHT =
      Pattern.compile(
          "election-(api|sql|mysql|jdbc|mongo)\\b|reactor|reactive-streams|r2dbc|netty|mongodb|bson"
              + "|slf4j-api|jspecify");

  /**
   * What a jar without a descriptor says in its manifest: the driver of MySQL has no stable name.
   */
  private static final Map<String, String> NAMES = Map.of("election-mysql", "io.election4j.mysql");

  private static final String MODULE =
      """
      module consumer {
        requires io.election4j.mysql;
        requires io.election4j.mongo;
        requires io.election4j.jdbc;
      }
      """;

  private static final String PROGRAM =
      """
      package consumer;

      import io.election4j.Election;
      import io.election4j.ElectionEvent;
      import io.election4j.Elections;
      import io.election4j.jdbc.JdbcLeaseStore;
      import io.election4j.mongo.MongoLeaseStore;
      import io.election4j.mysql.MySqlLeaseStore;
      import io.election4j.spi.InMemoryLeaseStore;

      public class Program {
        public static void main(String[] arguments) {
          MySqlLeaseStore.builder("mysql://nobody@127.0.0.1:1/d").build().close();
          MongoLeaseStore.builder("mongodb://127.0.0.1:1/d").build().close();
          JdbcLeaseStore.builder("jdbc:postgresql://127.0.0.1:1/d", "nobody", "").build().close();
          try (Elections elections = Elections.builder(InMemoryLeaseStore.create()).build()) {
            Election election = elections.join("books");
            ElectionEvent.Elected elected =
                election.events().ofType(ElectionEvent.Elected.class).blockFirst();
            System.out.println("elected in term " + elected.leadership().term());
          }
        }
      }
      """;

  private static final String INTRUDER =
      """
      package consumer;

      public class Program {
        public static void main(String[] arguments) {
          System.out.println(io.election4j.internal.RunningElections.class);
        }
      }
      """;

  private final String path =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> BROUGHT.matcher(named(entry)).find())
          .collect(Collectors.joining(File.pathSeparator));

  private final StringWriter complaints = new StringWriter();
  private final Path sources;
  private final Path classes;

  ConsumersTest(@TempDir Path folder) {
    sources = folder.resolve("sources");
    classes = folder.resolve("classes");
  }

  /** Returns all as a module path: in a build that packages nothing, folders become jars. */
  private String modules() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      String name = NAMES.get(named(entry));
      entries.add(
          name == null || !Files.isDirectory(Path.of(entry)) ? entry : jar(Path.of(entry), name));
    }
    return String.join(File.pathSeparator, entries);
  }

  private String jar(Path folder, String name) throws IOException {
    Path jar = classes.resolveSibling(name + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
    return jar.toString();
  }

  /** Returns a jar's name, or that of the module whose classes are in a folder. */
  private static String named(String entry) {
    Path path = Path.of(entry);
    return Files.isDirectory(path)
        ? String.valueOf(path.getParent().getParent().getFileName())
        : String.valueOf(path.getFileName());
  }

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(sources.resolve("consumer"));
    Files.createDirectories(classes);
  }

  @Test
  void aProgramOnTheClassPathElects() throws Exception {
    assertThat(compiled(PROGRAM, "-cp", path)).as(complaints.toString()).isTrue();

    assertThat(run("-cp", classes + File.pathSeparator + path, "consumer.Program"))
        .isEqualTo("elected in term 1\n");
  }

  @Test
  void aModuleOnTheModulePathElects() throws Exception {
    Files.writeString(sources.resolve("module-info.java"), MODULE);
    assertThat(compiled(PROGRAM, "-cp", "", "--module-path", modules()))
        .as(complaints.toString())
        .isTrue();

    assertThat(
            run("-p", classes + File.pathSeparator + modules(), "-m", "consumer/consumer.Program"))
        .isEqualTo("elected in term 1\n");
  }

  @Test
  void aModuleSeesNothingInternal() throws IOException {
    Files.writeString(sources.resolve("module-info.java"), MODULE);

    assertThat(compiled(INTRUDER, "-cp", "", "--module-path", modules())).isFalse();
    assertThat(complaints.toString()).contains("does not export");
  }

  private boolean compiled(String program, String... options) throws IOException {
    Files.writeString(sources.resolve("consumer/Program.java"), program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(sources)) {
      List<Path> all = tree.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> arguments =
          Stream.concat(Stream.of("-d", classes.toString()), Arrays.stream(options)).toList();
      return compiler
          .getTask(complaints, files, null, arguments, null, files.getJavaFileObjectsFromPaths(all))
          .call();
    }
  }

  private static String run(String... arguments) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        Stream.concat(Stream.of(java.toString()), Arrays.stream(arguments)).toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("exit code").isZero();
    return output;
  }
}
