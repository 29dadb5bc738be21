package io.election4j.testkit.broken;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One way to break a store.
 *
 * @param story what it does wrong
 * @param rule the rule that must fail
 * @param others the rules that may fail too
 * @param shared gives what breaks a store; called once for all store objects of a run, so that they
 *     may share a state
 */
record Fault(
    String story,
    String rule,
    List<String> others,
    Supplier<Function<InMemoryLeaseStore, LeaseStore>> shared) {

  /** A fault of each store object by itself. */
  static Fault of(
      String story, String rule, String others, Function<InMemoryLeaseStore, LeaseStore> broken) {
    return shared(story, rule, others, () -> broken);
  }

  /** A fault whose state is made anew for each run. */
  static Fault shared(
      String story,
      String rule,
      String others,
      Supplier<Function<InMemoryLeaseStore, LeaseStore>> shared) {
    return new Fault(
        story, rule, others.isEmpty() ? List.of() : List.of(others.split(" ")), shared);
  }

  /** Returns the making of broken stores over this data. */
  Supplier<LeaseStore> on(InMemoryLeaseStore data) {
    Function<InMemoryLeaseStore, LeaseStore> broken = shared.get();
    return () -> broken.apply(data.connect());
  }

  /** Returns all rules that may fail. */
  List<String> rules() {
    return Stream.concat(Stream.of(rule), others.stream()).toList();
  }

  @Override
  public String toString() {
    return rule + ": " + story;
  }
}
