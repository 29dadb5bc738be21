package io.election4j;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.election4j.spi.LeaseId;
import java.util.Set;

/** The directions in which this module's packages may depend, and the purity of the engine. */
@AnalyzeClasses(packages = "io.election4j", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String SPI = "io.election4j.spi";
  private static final String SUPPORT = "io.election4j.spi.support";
  private static final String SHELL = "io.election4j.internal";
  private static final String ENGINE = "io.election4j.internal.engine";

  @ArchTest
  static final ArchRule theSpiKnowsNothingOfOursButCandidates =
      classes()
          .that()
          .resideInAPackage(SPI)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(SPI, "java..", "org.jspecify..")
                  .or(resideInAnyPackage("reactor..", "org.reactivestreams.."))
                  .or(equivalentTo(Candidate.class))
                  .or(equivalentTo(Request.class))
                  .or(equivalentTo(Request.Kind.class)));

  @ArchTest
  static final ArchRule theSupportForAuthorsOfStoresKnowsNothingButTheSpi =
      classes()
          .that()
          .resideInAPackage(SUPPORT)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(SUPPORT, SPI, "java..", "org.jspecify..")
                  .or(resideInAnyPackage("reactor..", "org.reactivestreams.."))
                  .or(equivalentTo(Candidate.class))
                  .or(equivalentTo(Request.class))
                  .or(equivalentTo(Request.Kind.class)));

  @ArchTest
  static final ArchRule theEngineUsesOnlyPlainJavaAndOurOwnTypes =
      classes()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(ENGINE, SPI, "io.election4j", "org.jspecify..")
                  .or(resideInAnyPackage("java.lang..", "java.time.."))
                  .or(resideInAnyPackage("java.util", "java.util.function", "java.util.stream")));

  @ArchTest
  static final ArchRule theEngineDoesNotReachReactorThroughOurOwnTypes =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAnyPackage("reactor..", "org.reactivestreams..", "org.slf4j..");

  @ArchTest
  static final ArchRule theEngineHasNoClockNoChanceAndNoThreads =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .accessTargetWhere(
              describe("the answer differs from call to call", ArchitectureTest::isImpure));

  @ArchTest
  static final ArchRule neitherShellNorEngineHasACircle =
      slices().assignedFrom(new Files()).should().beFreeOfCycles();

  /** One slice for every file of the shell and of the engine, and none for anything else. */
  private static final class Files implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return Set.of(SHELL, ENGINE).contains(type.getPackageName())
          ? SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the files of the shell and of the engine";
    }
  }

  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.time.Clock",
          "java.util.Date",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer");

  private static final Set<String> IMPURE_METHODS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.Object.notify",
          "java.lang.Object.notifyAll",
          "java.lang.Object.wait",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.util.Collections.shuffle",
          "java.util.UUID.randomUUID",
          Candidate.class.getName() + ".unique",
          LeaseId.class.getName() + ".random");

  private static boolean isImpure(JavaAccess<?> access) {
    String type = access.getTargetOwner().getFullName();
    String method = access.getTarget().getName();
    return IMPURE_TYPES.contains(type)
        || IMPURE_METHODS.contains(type + "." + method)
        || type.startsWith("java.time.") && method.equals("now");
  }
}
