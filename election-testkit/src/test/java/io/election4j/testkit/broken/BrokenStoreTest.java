package io.election4j.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.LeaseStore;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract: a store with one fault must fail the rule that forbids it. */
class BrokenStoreTest {

  @ParameterizedTest
  @MethodSource("faults")
  void theRuleThatForbidsTheFaultFails(Fault fault) {
    ContractRun run = ContractRun.in(fault.worlds().get(), fault.rules()::contains);

    assertThat(run.failedRules())
        .as("failed tests: %s", run.failedTests())
        .isEqualTo(fault.rules());
  }

  /** All of the contract, on each of the broken stores. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("faults")
  void exactlyTheRuleThatForbidsTheFaultFails(Fault fault) {
    ContractRun run = ContractRun.in(fault.worlds().get());

    assertThat(run.failedRules())
        .as("failed tests: %s", run.failedTests())
        .isEqualTo(fault.rules());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultThatBreaksMoreThanItsRuleSaysWhy(Fault fault) {
    assertThat(fault.why().isEmpty()).isEqualTo(fault.also().isEmpty());
  }

  static Stream<Fault> faults() {
    return Stream.of(
            LeaseFaults.all(),
            ClaimFaults.all(),
            AmendFaults.all(),
            ReadFaults.all(),
            CallFaults.all(),
            CrowdFaults.all(),
            UnderWayFaults.all(),
            OutageFaults.all(),
            HangFaults.all(),
            AbilityFaults.all(),
            RingFaults.all(),
            RequestFaults.all(),
            LeaseDirectoryFaults.all())
        .flatMap(faults -> faults);
  }

  /** Whether batches meet is up to the machine: they must, every time. */
  @RepeatedTest(20)
  void locksInTheOrderGivenAreFoundEveryTime() {
    Fault fault = Fault.shared("locks", "L10", OrderedLocks::shared);

    assertThat(ContractRun.in(fault.worlds().get(), "L10"::equals).failedRules())
        .containsExactly("L10");
  }

  @Test
  void aStoreThatRingsIsHeldToNoMoreThanThat() {
    ContractRun run = ContractRun.in(RingFaults.right(), Set.of("L19", "L30")::contains);

    assertThat(run.failedTests()).as("%s", run.failures()).isEmpty();
    assertThat(run.skippedRules()).containsExactly("L19");
  }

  @Test
  void connectionsThatARestartBrokeMayFailOnceMore() {
    ContractRun run = ContractRun.in(new BrokenConnections(), Set.of("L22", "L23")::contains);

    assertThat(run.failedTests()).as("%s", run.failures()).isEmpty();
    assertThat(run.skippedRules()).isEmpty();
  }

  @Test
  void everyRuleIsBrokenByAFault() {
    ContractRun run = ContractRun.in(new World());

    assertThat(run.failedRules()).isEmpty();
    assertThat(run.skippedRules())
        .as("a store that tells all does not ring")
        .containsExactly("L30");
    assertThat(faults().map(Fault::rule)).containsAll(run.rules());
  }

  @Test
  void theRulesOfWhatAStoreLacksAreSkippedAndSaySo() {
    ContractRun run =
        ContractRun.in(
            new World() {
              @Override
              LeaseStore store() {
                return plain(data.connect());
              }
            });

    assertThat(run.failedRules()).isEmpty();
    assertThat(run.skippedRules()).contains("L19", "L20", "L28");
    assertThat(run.skipReasons()).allMatch(reason -> reason.contains("has no "));
  }

  @Test
  void aFailureNamesTheRuleAndWhatToCheck() {
    ContractRun run = ContractRun.in(LeaseFaults.all().findFirst().orElseThrow().worlds().get());

    assertThat(run.failures())
        .isNotEmpty()
        .allSatisfy(
            text ->
                assertThat(text).startsWith("rule L2 is broken: open inserts").contains("check "));
  }

  /** Returns the store without its abilities. */
  private static LeaseStore plain(LeaseStore store) {
    Object proxy =
        Proxy.newProxyInstance(
            LeaseStore.class.getClassLoader(),
            new Class<?>[] {LeaseStore.class},
            (self, method, arguments) -> method.invoke(store, arguments));
    return (LeaseStore) proxy;
  }
}
