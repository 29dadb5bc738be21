package io.election4j.testkit.broken;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One way to break a store.
 *
 * @param story what it does wrong
 * @param rule the rule that must fail
 * @param also the other rules that must fail; nearly always none
 * @param why what makes it impossible to break the one rule without these
 * @param worlds makes the broken store and its surroundings
 */
record Fault(String story, String rule, Set<String> also, String why, Supplier<World> worlds) {

  /** A fault of each store object by itself. */
  static Fault of(String story, String rule, Function<InMemoryLeaseStore, LeaseStore> broken) {
    return shared(story, rule, () -> broken);
  }

  /** A fault whose state is made anew for each run and shared by its store objects. */
  static Fault shared(
      String story, String rule, Supplier<Function<InMemoryLeaseStore, LeaseStore>> shared) {
    return in(
        story,
        rule,
        () -> {
          Function<InMemoryLeaseStore, LeaseStore> broken = shared.get();
          return new World() {
            @Override
            LeaseStore store() {
              return broken.apply(data.connect());
            }
          };
        });
  }

  /** A fault that shows in certain surroundings only. */
  static Fault in(String story, String rule, Supplier<World> worlds) {
    return new Fault(story, rule, Set.of(), "", worlds);
  }

  /** Returns this fault as one that must break other rules too. */
  Fault also(String rules, String reason) {
    return new Fault(story, rule, Set.of(rules.split(" ")), reason, worlds);
  }

  /** Returns all rules that must fail, and no others may. */
  Set<String> rules() {
    Set<String> all = new TreeSet<>(also);
    all.add(rule);
    return all;
  }

  @Override
  public String toString() {
    return rule + ": " + story;
  }
}
