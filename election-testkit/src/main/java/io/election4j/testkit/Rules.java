package io.election4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Explained.Deviation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A group of rules, with two store objects over the same data: two processes, as far as a store can
 * tell.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(RuleNames.class)
@ExtendWith(RuleReport.class)
abstract class Rules {

  private @Nullable LeaseStoreContract contract;
  private final List<LeaseStore> opened = new ArrayList<>();
  private final List<BlockingStore> both = new ArrayList<>();

  /** Says whose stores these are; {@link RuleReport} does, before anything else is called. */
  final void of(LeaseStoreContract contract) {
    this.contract = contract;
  }

  private LeaseStoreContract contract() {
    return requireNonNull(contract, "the contract");
  }

  /** Opens the two stores; again, they are other ones from then on. */
  @BeforeAll
  final void openStores() {
    both.clear();
    both.add(blocking(openStore()));
    both.add(blocking(openStore()));
    contract().tell(capabilities(), store().reactive());
    if (preparesFirst()) {
      // The first call of all finds nothing loaded and no connection open.
      patient(store()).prepare();
    }
  }

  @AfterAll
  final void closeStores() {
    opened.forEach(LeaseStore::close);
    opened.forEach(LeaseStore::close); // again: close is idempotent
  }

  /** Returns whether the tests of this group find the store prepared. */
  boolean preparesFirst() {
    return true;
  }

  /** Returns the store that tests write through. */
  final BlockingStore store() {
    return both.get(0);
  }

  /** Returns another store object over the same data, which tests read through. */
  final BlockingStore other() {
    return both.get(1);
  }

  /** Returns one of the two stores, in turns. */
  final BlockingStore store(int turn) {
    return both.get(Math.floorMod(turn, both.size()));
  }

  final LeaseStore openStore() {
    return closedLater(contract().createStore());
  }

  final LeaseStore closedLater(LeaseStore store) {
    opened.add(store);
    return store;
  }

  final BlockingStore blocking(LeaseStore store) {
    return new BlockingStore(store, patience());
  }

  /** Returns the same store for what may take longer than one call. */
  final BlockingStore patient(BlockingStore store) {
    return new BlockingStore(store.reactive(), patience().multipliedBy(3));
  }

  /** Returns what was wrong in a long walk of one caller alone, which is taken once for all. */
  final Optional<Deviation> walked() {
    return contract().walked(store(), other());
  }

  /** The first wrong answer of that walk, or write that did what it should not, breaks a rule. */
  final void assertNoDeviationFrom(Rule rule) {
    assertThat(walked().filter(found -> found.rule() == rule).map(Deviation::text))
        .as("check the condition of the call, what it writes and what it answers")
        .isEmpty();
  }

  final Duration patience() {
    return contract().patience();
  }

  final Capabilities capabilities() {
    Capabilities declared = new Capabilities();
    contract().declare(declared);
    return declared;
  }

  /** Returns what was declared, or skips the test. */
  final <T> T declared(Optional<T> capability, String name) {
    assumeTrue(capability.isPresent(), "the store has no " + name + " declared");
    return capability.orElseThrow();
  }

  /** Returns the store as the ability, or skips the test. */
  final <A> A ability(BlockingStore store, Class<A> ability) {
    assumeTrue(
        capabilities().has(store.reactive(), ability),
        "the store has no " + ability.getSimpleName());
    return ability.cast(store.reactive());
  }

  /** Returns the push of a store that tells all changes, or skips the test. */
  final ChangePush pushOfAll(BlockingStore store) {
    ChangePush push = ability(store, ChangePush.class);
    assumeFalse(capabilities().rings(), "the store rings, and does not tell what has changed");
    return push;
  }

  /** Subscribes to as many calls at the same time, and returns their answers in order. */
  final <T> List<T> race(int count, IntFunction<Mono<T>> call) {
    return Bounded.race(IntStream.range(0, count).mapToObj(call).toList(), patience());
  }

  /** Makes as many calls at the same time, and returns the records of all answers. */
  final List<ElectionRecord> raceForRecords(int count, IntFunction<Flux<ElectionRecord>> call) {
    return race(count, i -> call.apply(i).collectList()).stream().flatMap(List::stream).toList();
  }

  /** Lists the records whose names have this prefix, or skips the test. */
  final List<ElectionRecord> listed(String prefix) {
    return Bounded.answer(
        ability(other(), ElectionDirectory.class).list(prefix).collectList(), "list", patience());
  }

  /** Opens a new lease. */
  final Lease opened() {
    Lease lease = Samples.lease();
    assertThat(store().open(lease)).as("opening a new lease").isTrue();
    return lease;
  }

  /** Opens a new lease and ends it. */
  final Lease ended() {
    Lease lease = opened();
    store().end(lease.id());
    return lease;
  }

  /** Creates an election of a new name. */
  final ElectionRecord vacant() {
    String election = Samples.election();
    store().create(List.of(election));
    return store().record(election);
  }

  /** Creates an election of a new name and claims it. */
  final ElectionRecord heldBy(Lease lease) {
    return store().take(lease, vacant());
  }
}
