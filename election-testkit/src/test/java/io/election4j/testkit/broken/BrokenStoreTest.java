package io.election4j.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.lang.reflect.Proxy;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract: a store with one fault must fail the rule that forbids it. */
class BrokenStoreTest {

  @ParameterizedTest
  @MethodSource("faults")
  void theRuleThatForbidsTheFaultFails(Fault fault) {
    ContractRun run = ContractRun.on(fault.on(InMemoryLeaseStore.create()));

    assertThat(run.failedRules())
        .as("failed tests: %s", run.failedTests())
        .contains(fault.rule())
        .isSubsetOf(fault.rules());
  }

  static Stream<Fault> faults() {
    return Stream.of(
            LeaseFaults.all(),
            ClaimFaults.all(),
            AmendFaults.all(),
            ReadFaults.all(),
            CallFaults.all(),
            AbilityFaults.all())
        .flatMap(faults -> faults);
  }

  @Test
  void everyRuleIsBrokenByAFault() {
    assertThat(faults().map(Fault::rule)).contains(allRules());
  }

  @Test
  void aStoreWithoutAFaultPassesEveryRule() {
    InMemoryLeaseStore data = InMemoryLeaseStore.create();

    ContractRun run = ContractRun.on(() -> new AlteredStore(data.connect()));

    assertThat(run.failedRules()).isEmpty();
    assertThat(run.skippedRules()).isEmpty();
    assertThat(run.rules()).containsExactlyInAnyOrder(allRules());
  }

  @Test
  void theRulesOfAbilitiesAStoreLacksAreSkippedAndSaySo() {
    InMemoryLeaseStore data = InMemoryLeaseStore.create();

    ContractRun run = ContractRun.on(() -> plain(data.connect()));

    assertThat(run.failedRules()).isEmpty();
    assertThat(run.skippedRules()).containsExactly("L19", "L20");
    assertThat(run.skipReasons()).allMatch(reason -> reason.contains("has no "));
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

  private static String[] allRules() {
    return IntStream.rangeClosed(1, 20).mapToObj(i -> "L" + i).toArray(String[]::new);
  }
}
