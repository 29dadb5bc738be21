package io.election4j.testkit;

import io.election4j.spi.LeaseStore;
import java.time.Duration;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link LeaseStore} must do: the rules L1 to L20 of {@link io.election4j.spi}, as
 * tests.
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
 * <p>Names and lease ids are new in every run, so the database may be shared and need not be empty;
 * what a run wrote stays there, since elections are never deleted: some 13,000 records. The rules
 * of an ability the store lacks are skipped, and counted as skipped. Each group of rules has two
 * store objects of its own, and one test object serves all tests of a group.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class LeaseStoreContract {

  /**
   * Returns a new store object, as another process would create it, over the same data as all
   * earlier ones of this test class. It is not prepared yet. The kit closes it.
   */
  protected abstract LeaseStore createStore();

  /**
   * Returns whether an optional ability is there to be checked: if the store implements it.
   * Override this only for a server that lacks what the store could do, such as a database without
   * push.
   *
   * @param ability {@link io.election4j.spi.ChangePush} or {@link
   *     io.election4j.spi.ElectionDirectory}
   */
  protected boolean can(LeaseStore store, Class<?> ability) {
    return ability.isInstance(store);
  }

  /**
   * Returns how long the kit waits for one answer, or for one hint, before the test fails: 10 s.
   */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Nested
  @Order(1)
  class Preparing extends PrepareRules {
    Preparing() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Leases extends LeaseRules {
    Leases() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Fencing extends FenceRules {
    Fencing() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Creating extends CreateRules {
    Creating() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Claiming extends ClaimRules {
    Claiming() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Terms extends TermRules {
    Terms() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Batches extends BatchRules {
    Batches() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Amending extends AmendRules {
    Amending() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Observing extends ObserveRules {
    Observing() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Markers extends MarkerRules {
    Markers() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Names extends NameRules {
    Names() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Publishers extends PublisherRules {
    Publishers() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Crowds extends CrowdRules {
    Crowds() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Cancelling extends CancelRules {
    Cancelling() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Pushing extends PushRules {
    Pushing() {
      super(LeaseStoreContract.this);
    }
  }

  @Nested
  class Listing extends DirectoryRules {
    Listing() {
      super(LeaseStoreContract.this);
    }
  }
}
