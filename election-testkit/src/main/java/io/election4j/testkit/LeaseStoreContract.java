package io.election4j.testkit;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Explained.Deviation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link LeaseStore} must do: the rules of {@link io.election4j.spi}, as tests.
 *
 * <p>Extend it, create a store in {@link #createStore()}, and run it with JUnit:
 *
 * <pre>{@code
 * class MyStoreTest extends LeaseStoreContract {
 *   protected LeaseStore createStore() {
 *     return new MyStore(URL);
 *   }
 * }
 * }</pre>
 *
 * <p>Each test is tagged with its rule: {@code -Dgroups=L15} runs that rule alone with Maven.
 *
 * <p>Names and lease ids are new in every run, so the database may be shared and need not be empty;
 * what a run wrote stays there, since elections are never deleted: some 20,000 records. The rules
 * of what the store lacks, or {@link #declare} does not name, are skipped, and counted as skipped.
 * Each group of rules has two store objects of its own, and one test object serves all tests of a
 * group.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class LeaseStoreContract {

  /**
   * The system property with the seed of the random calls of L21, a whole number; 0 unless set, so
   * that every run makes the same calls.
   */
  public static final String SEED = "election.contract.seed";

  private static final Map<Class<?>, Optional<Deviation>> WALKED = new ConcurrentHashMap<>();

  private @Nullable Optional<Deviation> walked;
  private boolean told;

  /** For tests of stores. */
  protected LeaseStoreContract() {}

  /**
   * Walks on these stores unless that was done before; returns what was wrong then. The calls are
   * always the same, so that many runs with seeds of their own need one walk only.
   */
  final Optional<Deviation> walked(BlockingStore store, BlockingStore other) {
    Optional<Deviation> known = System.getProperty(SEED) == null ? walked : WALKED.get(getClass());
    if (known == null) {
      known = Walk.of(store, other, patience());
      walked = known;
      WALKED.put(getClass(), known);
    }
    return known;
  }

  /** Prints what is checked of this store and what is not, at the start of the run. */
  final void tell(Capabilities can, LeaseStore store) {
    if (!told) {
      told = true;
      can.lines(store)
          .forEach(line -> System.out.println(getClass().getSimpleName() + ": " + line));
    }
  }

  /**
   * Returns a new store object, as another process would create it, over the same data as all
   * earlier ones of this test class. It is not prepared yet. The kit closes it.
   */
  protected abstract LeaseStore createStore();

  /**
   * Declares what can be checked beyond the rules for all; unless overridden, only the abilities
   * that the store implements.
   */
  protected void declare(Capabilities can) {}

  /**
   * Returns how long the kit waits for one answer, or for one hint, before the test fails: 10 s.
   * The times that rules name are in proportion to it.
   */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Nested
  @Order(1)
  class Preparing extends PrepareRules {}

  @Nested
  class Leases extends LeaseRules {}

  @Nested
  @Tag("L5")
  class Fencing extends FenceRules {}

  @Nested
  @Tag("L6")
  class Creating extends CreateRules {}

  @Nested
  class Claiming extends ClaimRules {}

  @Nested
  @Tag("L9")
  class Terms extends TermRules {}

  @Nested
  @Tag("L10")
  class Batches extends BatchRules {}

  @Nested
  @Tag("L11")
  class Amending extends AmendRules {}

  @Nested
  @Tag("L12")
  class Observing extends ObserveRules {}

  @Nested
  @Tag("L13")
  class Markers extends MarkerRules {}

  @Nested
  @Tag("L15")
  class Names extends NameRules {}

  @Nested
  @Tag("L16")
  class Publishers extends PublisherRules {}

  @Nested
  @Tag("L17")
  class Crowds extends CrowdRules {}

  @Nested
  @Tag("L18")
  class Cancelling extends CancelRules {}

  @Nested
  @Tag("L19")
  class Pushing extends PushRules {}

  @Nested
  @Tag("L30")
  class Ringing extends RingRules {}

  @Nested
  @Tag("L20")
  class Listing extends DirectoryRules {}

  @Nested
  @Tag("L27")
  class Asking extends RequestRules {}

  @Nested
  @Tag("L28")
  class LeaseListing extends LeaseDirectoryRules {}

  @Nested
  @Tag("L21")
  class Contending extends ContentionRules {}

  @Nested
  class Failing extends FailureRules {}

  @Nested
  class Hanging extends HangRules {}

  @Nested
  @Order(Integer.MAX_VALUE)
  class Restarting extends RestartRules {}
}
