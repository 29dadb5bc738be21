package io.election4j.proof.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever explores engines takes two of them for one if their keys are equal, so no field may be
 * missing there by mistake.
 */
class StateKeyTest {

  private static final Path ENGINE =
      Path.of("../election-api/src/main/java/io/election4j/internal/engine");

  /** What goes in and comes out, of which each is what it shows. */
  private static final Set<String> VALUES =
      Set.of("Input", "EngineEvent", "StoreRequest", "EngineConfig", "ClockReading", "Deadline");

  /** The fields that no key names, by the reason. */
  private static final Map<String, Set<String>> LEFT_OUT =
      Map.of(
          "given at the start and never changed",
          Set.of(
              "AbandonedLeases.pause",
              "BatchQueue.pause",
              "ClaimOrder.candidate",
              "ClaimOrder.first",
              "ClaimOrder.longest",
              "ClaimOrder.slot",
              "ClaimQuarantine.shortest",
              "ElectionTable.drain",
              "ElectionTable.grace",
              "Engine.listed",
              "Engine.timing",
              "Engine.yields",
              "Membership.pause",
              "Membership.shortest",
              "OwnLease.candidate",
              "OwnLease.ids",
              "OwnLease.retryPause",
              "OwnLease.timing",
              "Poller.fresh",
              "Pace.growth",
              "Poller.poll",
              "WatchedLeases.poll",
              "Setbacks.lease",
              "Setbacks.recently"),
          "used by this, and added to the key by what owns it",
          Set.of(
              "Crowd.eligibility",
              "Crowd.order",
              "Crowd.own",
              "Eligibility.membership",
              "Eligibility.own",
              "ElectionTable.eligibility",
              "Poller.watchedLeases",
              "Reconciler.eligibility",
              "Reconciler.own",
              "Reconciler.watchedLeases",
              "WriteScheduler.crowd",
              "WriteScheduler.own",
              "WriteScheduler.table"),
          "something without a state of its own",
          Set.of("ElectionTable.reconciler", "Engine.writes"),
          "part of a step, which is over",
          Set.of(
              "Builder.actions",
              "Builder.events",
              "Builder.newestNumber",
              "Builder.nextWake",
              "Builder.now",
              "Step.actions",
              "Step.events",
              "Step.wakeNanos"),
          "the same as something named",
          Set.of("ElectionTable.met", "ElectionTimers.byEnd"),
          "of influence only on what is told, and why",
          Set.of(
              "ElectionState.former",
              "ElectionState.told",
              "Engine.dueNanos",
              "Engine.unavailable",
              "Membership.told"),
          "a number of which only the order counts, and that is the highest",
          Set.of("Engine.newestNumber"),
          "more than there are elections where engines are explored",
          Set.of("BatchQueue.limit"));

  private static final Map<String, Set<String>> UNNAMED = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(ENGINE)) {
      List<Path> all = sources.filter(file -> !file.endsWith("package-info.java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(all));
      for (CompilationUnitTree file : task.parse()) {
        new ClassScanner().scan(file, null);
      }
    }
  }

  /** Notes the fields of every class, without those that its key names. */
  private static final class ClassScanner extends TreeScanner<Void, Void> {

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (VALUES.contains(type.getSimpleName().toString())) {
        return null;
      }
      if (type.getKind() == Tree.Kind.CLASS || type.getKind() == Tree.Kind.RECORD) {
        Set<String> fields = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (Tree member : type.getMembers()) {
          if (member instanceof VariableTree field
              && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
            fields.add(field.getName().toString());
          } else if (member instanceof MethodTree method
              && method.getName().contentEquals("addTo")) {
            names(method, named);
          }
        }
        boolean plain = type.getKind() == Tree.Kind.RECORD && named.isEmpty() && !hasTimes(type);
        fields.removeIf(field -> named.contains(field) || plain);
        UNNAMED.put(type.getSimpleName().toString(), fields);
      }
      return super.visitClass(type, nothing);
    }

    private static void names(MethodTree method, Set<String> named) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
          named.add(identifier.getName().toString());
          return super.visitIdentifier(identifier, nothing);
        }
      }.scan(method.getBody(), null);
    }

    /** A record is what its components are, unless these are times or numbers of requests. */
    private static boolean hasTimes(ClassTree type) {
      return type.getMembers().stream()
          .filter(VariableTree.class::isInstance)
          .map(VariableTree.class::cast)
          .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
          .anyMatch(
              field ->
                  "long".equals(String.valueOf(field.getType()))
                      && !field.getName().contentEquals("term"));
    }
  }

  private static Set<String> unnamed() {
    return UNNAMED.entrySet().stream()
        .flatMap(type -> type.getValue().stream().map(field -> type.getKey() + "." + field))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyFieldIsNamedInTheKeyOfItsClassOrLeftOutForAReason() {
    Set<String> leftOut =
        LEFT_OUT.values().stream()
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unnamed()).isEqualTo(leftOut);
  }

  @Test
  void everyClassOfTheEngineWasRead() {
    assertThat(UNNAMED).containsKeys("Engine", "ElectionState", "Rival", "Held", "Vacating");
  }
}
