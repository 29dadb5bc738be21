package io.election4j.proof.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.election4j.Candidate;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.Request;

/** The directions in which the modules may depend; here, because this module sees all others. */
@AnalyzeClasses(packages = "io.election4j", importOptions = DoNotIncludeTests.class)
class ModulesTest {

  private static final String API = "io.election4j";
  private static final String SPI = "io.election4j.spi..";
  private static final String INTERNAL = "io.election4j.internal..";
  private static final String TESTKIT = "io.election4j.testkit..";
  private static final String MYSQL = "io.election4j.mysql..";
  private static final String SQL = "io.election4j.sql..";
  private static final String JDBC = "io.election4j.jdbc..";
  private static final String MICROMETER = "io.election4j.micrometer..";
  private static final String MONGO = "io.election4j.mongo..";
  private static final String CLI = "io.election4j.cli..";
  private static final String SPRING = "io.election4j.spring";
  private static final String SPRING_BOOT = "io.election4j.spring.boot..";
  private static final String CONSOLE = "io.election4j.console..";
  private static final String[] NOT_DEPLOYED = {
    "io.election4j.servers..", "io.election4j.demo..", "io.election4j.proof.."
  };

  @ArchTest static final ArchRule theMysqlStoreKnowsOnlyTheSpiAndWhoLeads = storeIn(MYSQL, SQL);

  @ArchTest static final ArchRule theJdbcStoreKnowsOnlyTheSpiAndWhoLeads = storeIn(JDBC, SQL);

  @ArchTest static final ArchRule theSqlOfTheStoresKnowsNoneOfThem = storeIn(SQL);

  @ArchTest static final ArchRule theMongoStoreKnowsOnlyTheSpiAndWhoLeads = storeIn(MONGO);

  @ArchTest
  static final ArchRule theApiDependsOnNoOtherModule =
      noClasses()
          .that()
          .resideInAnyPackage(API, SPI, INTERNAL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              TESTKIT, SQL, MYSQL, JDBC, MONGO, MICROMETER, CLI, CONSOLE, SPRING, SPRING_BOOT);

  @ArchTest
  static final ArchRule electionsInSpringNeedNoStoreAndNoSpringBoot =
      noClasses()
          .that()
          .resideInAPackage(SPRING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework.boot..",
              "org.aspectj..",
              SPI,
              INTERNAL,
              TESTKIT,
              SQL,
              MYSQL,
              JDBC,
              MONGO,
              CLI);

  @ArchTest
  static final ArchRule theStarterUsesNothingInternal =
      noClasses()
          .that()
          .resideInAPackage(SPRING_BOOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INTERNAL, TESTKIT, SQL, CLI);

  @ArchTest
  static final ArchRule theTestkitDependsOnNoStore =
      noClasses()
          .that()
          .resideInAPackage(TESTKIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL, MYSQL, JDBC, MONGO, CLI, CONSOLE);

  @ArchTest
  static final ArchRule whatIsDeployedNeedsNothingThatIsNot =
      noClasses()
          .that()
          .resideInAnyPackage(
              API,
              SPI,
              INTERNAL,
              TESTKIT,
              SQL,
              MYSQL,
              JDBC,
              MONGO,
              MICROMETER,
              CLI,
              CONSOLE,
              SPRING,
              SPRING_BOOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NOT_DEPLOYED);

  @ArchTest
  static final ArchRule theCommandLineHasNoTestkit =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTKIT);

  @ArchTest
  static final ArchRule theCommandLineUsesNothingInternal =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(INTERNAL);

  @ArchTest
  static final ArchRule theConsoleReadsByWayOfTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage(CONSOLE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TESTKIT, INTERNAL, SQL, MYSQL, JDBC, MONGO, MICROMETER);

  @ArchTest
  static final ArchRule theCommandLineHasNoConsole =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CONSOLE);

  private static ArchRule storeIn(String... packages) {
    return classes()
        .that()
        .resideInAPackage(packages[0])
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.election4j..")
                .or(resideInAnyPackage(packages))
                .or(resideInAnyPackage(SPI))
                .or(
                    belongToAnyOf(
                        Candidate.class,
                        Request.class,
                        Leadership.class,
                        NoLongerLeaderException.class)));
  }
}
