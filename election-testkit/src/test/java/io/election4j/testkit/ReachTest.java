package io.election4j.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What the authors of stores get with the contract: nothing but the test libraries. */
class ReachTest {

  private static final JavaClasses KIT =
      new ClassFileImporter()
          .importUrl(LeaseStoreContract.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void theContractReachesNoDriverAndNoServer() {
    assertReach(
        "io.election4j.testkit",
        "io.election4j",
        "io.election4j.spi",
        "io.election4j.testkit.history",
        "org.junit.jupiter.api..",
        "org.opentest4j..",
        "org.assertj..",
        "org.reactivestreams..",
        "reactor.core..",
        "reactor.util..");
  }

  @Test
  void theHistoryCheckerReachesNothing() {
    assertReach("io.election4j.testkit.history");
  }

  private static void assertReach(String kit, String... libraries) {
    classes()
        .that()
        .resideInAPackage(kit)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(libraries).or(resideInAnyPackage(kit, "java..", "org.jspecify..")))
        .check(KIT);
  }
}
