package io.election4j.proof.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.election4j.Election;
import io.election4j.Elections;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import reactor.core.scheduler.Scheduler;

/** What main code does not call. */
@AnalyzeClasses(packages = "io.election4j", importOptions = DoNotIncludeTests.class)
class CallsTest {

  private static final String EVERYWHERE = "io.election4j..";

  /**
   * Neither the command line and the testkit nor the store on JDBC, all of which wait, on threads
   * of their own.
   */
  private static final String[] LIBRARY = {
    "io.election4j",
    "io.election4j.spi..",
    "io.election4j.internal..",
    "io.election4j.sql..",
    "io.election4j.mysql..",
    "io.election4j.mongo.."
  };

  @ArchTest
  static final ArchRule nobodyReadsTheWallClock =
      noCallOf(
          "anything that reads the wall clock",
          call ->
              !inTestServer(call)
                  && !forPeople(call)
                  && (isOneOf(call, "java.lang.System.currentTimeMillis", "java.util.Date.<init>")
                      || owner(call).startsWith("java.time.") && name(call).equals("now")),
          EVERYWHERE);

  /** The fake database tells the time to those who ask, as a real one does. */
  private static boolean inTestServer(JavaAccess<?> call) {
    return call.getOriginOwner().getPackageName().equals("io.election4j.servers");
  }

  /** The console says when it saw something; nothing is decided by that. */
  private static boolean forPeople(JavaAccess<?> call) {
    return call.getOriginOwner().getName().equals("io.election4j.console.DisplayClock");
  }

  @ArchTest
  static final ArchRule theLibraryNeverSleeps =
      noCallOf(
          "anything that sleeps",
          call -> isOneOf(call, "java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep"),
          LIBRARY);

  @ArchTest
  static final ArchRule theLibraryUsesNoSharedScheduler =
      noCallOf(
          "anything that gives a scheduler everybody shares",
          call ->
              owner(call).equals("reactor.core.scheduler.Schedulers")
                  && Set.of("boundedElastic", "parallel", "single").contains(name(call))
                  && !takes(call, Scheduler.class),
          LIBRARY);

  @ArchTest
  static final ArchRule theLibraryGivesEveryTimedOperatorItsScheduler =
      noCallOf(
          "anything that takes a time but no scheduler, and so uses a shared one",
          call ->
              isOnPublisher(call)
                  && !isBlocking(call)
                  && takes(call, Duration.class)
                  && !takes(call, Scheduler.class),
          LIBRARY);

  @ArchTest
  static final ArchRule theLibraryBlocksOnlyInClose =
      noCallOf("anything that blocks", call -> isBlocking(call) && !isInClose(call), LIBRARY);

  private static ArchRule noCallOf(
      String what, Predicate<JavaAccess<?>> forbidden, String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .accessTargetWhere(describe(what, forbidden));
  }

  private static boolean isBlocking(JavaAccess<?> call) {
    return isOnPublisher(call)
        && (name(call).startsWith("block")
            || Set.of("toIterable", "toStream").contains(name(call)));
  }

  private static boolean isInClose(JavaAccess<?> call) {
    JavaClass caller = call.getOriginOwner();
    return call.getOrigin().getName().equals("close")
        && (caller.isAssignableTo(Election.class) || caller.isAssignableTo(Elections.class));
  }

  private static boolean isOneOf(JavaAccess<?> call, String... methods) {
    return List.of(methods).contains(owner(call) + "." + name(call));
  }

  private static boolean isOnPublisher(JavaAccess<?> call) {
    return owner(call).startsWith("reactor.core.publisher.");
  }

  private static boolean takes(JavaAccess<?> call, Class<?> parameter) {
    return call.getTarget() instanceof CodeUnitAccessTarget method
        && method.getRawParameterTypes().stream().anyMatch(p -> p.isEquivalentTo(parameter));
  }

  private static String owner(JavaAccess<?> call) {
    return call.getTargetOwner().getFullName();
  }

  private static String name(JavaAccess<?> call) {
    return call.getTarget().getName();
  }
}
