package io.election4j.proof.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The main code of every module is in files, methods and constructors small enough to read. */
class SizeTest {

  private static final int FILE_LINES = 500;
  private static final int MEDIAN_FILE_LINES = 80;
  private static final int METHOD_LINES = 40;
  private static final int CONSTRUCTOR_PARAMETERS = 3;

  record Sized(String name, long lines) {}

  record Method(String name, long lines, boolean constructor, int parameters) {}

  @Test
  void noFileIsLongerThan500Lines() throws IOException {
    assertThat(files()).isNotEmpty().filteredOn(f -> f.lines() > FILE_LINES).isEmpty();
  }

  @Test
  void halfOfTheFilesHaveAtMost80Lines() throws IOException {
    List<Long> lines = files().stream().map(Sized::lines).sorted().toList();
    assertThat(lines.get(lines.size() / 2)).isLessThanOrEqualTo(MEDIAN_FILE_LINES);
  }

  @Test
  void noMethodIsLongerThan40Lines() throws IOException {
    assertThat(methods()).isNotEmpty().filteredOn(m -> m.lines() > METHOD_LINES).isEmpty();
  }

  @Test
  void noConstructorOutsideRecordsTakesMoreThan3Parameters() throws IOException {
    assertThat(methods())
        .filteredOn(Method::constructor)
        .isNotEmpty()
        .filteredOn(made -> made.parameters() > CONSTRUCTOR_PARAMETERS)
        .isEmpty();
  }

  private static List<Sized> files() throws IOException {
    List<Sized> files = new ArrayList<>();
    for (Path file : mainFiles()) {
      files.add(new Sized(file.toString(), Files.readAllLines(file).size()));
    }
    return files;
  }

  /** A bill of materials has none, and what only runs tests of others has tests. */
  private static boolean isWithoutCode(Path module) {
    return !Files.isDirectory(module.resolve("src/main/java"));
  }

  private static List<Path> mainFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), "election-*")) {
      for (Path module : modules) {
        if (isWithoutCode(module)) {
          continue;
        }
        try (Stream<Path> tree = Files.walk(module.resolve("src/main/java"))) {
          tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    return files;
  }

  private static List<Method> methods() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(mainFiles()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<Method> methods = new ArrayList<>();
      for (CompilationUnitTree file : task.parse()) {
        new MethodScanner(file, positions).scan(file, methods);
      }
      return methods;
    }
  }

  /**
   * Adds every method to the list, with its first line to its last, Javadoc excluded. A record's
   * constructor, whose parameters are its components, does not count as one.
   */
  private static final class MethodScanner extends TreeScanner<Void, List<Method>> {

    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private boolean inRecord;

    MethodScanner(CompilationUnitTree file, SourcePositions positions) {
      this.file = file;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, List<Method> methods) {
      boolean outside = inRecord;
      inRecord = type.getKind() == Tree.Kind.RECORD;
      super.visitClass(type, methods);
      inRecord = outside;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, List<Method> methods) {
      long first = file.getLineMap().getLineNumber(positions.getStartPosition(file, method));
      long last = file.getLineMap().getLineNumber(positions.getEndPosition(file, method));
      boolean constructor = method.getName().contentEquals("<init>") && !inRecord;
      String name = file.getSourceFile().getName() + " " + method.getName();
      methods.add(new Method(name, last - first + 1, constructor, method.getParameters().size()));
      return super.visitMethod(method, methods);
    }
  }
}
