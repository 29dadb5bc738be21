package io.election4j.cli;

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

/** What no main code of any module calls. */
@AnalyzeClasses(packages = "io.election4j", importOptions = DoNotIncludeTests.class)
class CallsTest {

  @ArchTest
  static final ArchRule nobodyReadsTheWallClock =
      nobodyCalls(
          "that reads the wall clock",
          call ->
              isOneOf(call, "java.lang.System.currentTimeMillis", "java.util.Date.<init>")
                  || owner(call).startsWith("java.time.") && name(call).equals("now"));

  @ArchTest
  static final ArchRule nobodySleeps =
      nobodyCalls(
          "that sleeps",
          call -> isOneOf(call, "java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep"));

  @ArchTest
  static final ArchRule nobodyUsesASharedScheduler =
      nobodyCalls(
          "that gives a scheduler everybody shares",
          call ->
              owner(call).equals("reactor.core.scheduler.Schedulers")
                  && Set.of("boundedElastic", "parallel", "single").contains(name(call))
                  && !takes(call, Scheduler.class));

  @ArchTest
  static final ArchRule everyTimedOperatorIsGivenItsScheduler =
      nobodyCalls(
          "that takes a time but no scheduler, and so uses a shared one",
          call ->
              isOnPublisher(call)
                  && !isBlocking(call)
                  && takes(call, Duration.class)
                  && !takes(call, Scheduler.class));

  @ArchTest
  static final ArchRule onlyTheBlockingFacadeBlocks =
      nobodyCalls("that blocks", call -> isBlocking(call) && !mayBlock(call));

  private static ArchRule nobodyCalls(String what, Predicate<JavaAccess<?>> forbidden) {
    return noClasses().should().accessTargetWhere(describe("anything " + what, forbidden));
  }

  private static boolean isBlocking(JavaAccess<?> call) {
    return isOnPublisher(call)
        && (name(call).startsWith("block")
            || Set.of("toIterable", "toStream").contains(name(call)));
  }

  /** The command line and the testkit call from threads of their own, never from Reactor's. */
  private static boolean mayBlock(JavaAccess<?> call) {
    JavaClass caller = call.getOriginOwner();
    return caller.getPackageName().startsWith("io.election4j.cli")
        || caller.getPackageName().startsWith("io.election4j.testkit")
        || call.getOrigin().getName().equals("close")
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
