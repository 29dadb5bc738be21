package io.election4j.spi.support;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.support.BlockingLeaseStores.Options;

/**
 * One class for each set of optional abilities. What a store can do is asked by {@code instanceof},
 * so it must be of no type that the blocking one behind it is not.
 */
final class Abilities {

  private Abilities() {}

  static LeaseStore of(BlockingLeaseStore store, Options options) {
    boolean leases = store instanceof BlockingLeaseDirectory;
    boolean push = store instanceof ChangePush;
    if (store instanceof BlockingElectionDirectory) {
      return leases
          ? push ? new ElectionsLeasesPush(store, options) : new ElectionsLeases(store, options)
          : push ? new ElectionsPush(store, options) : new ElectionsOnly(store, options);
    }
    return leases
        ? push ? new LeasesPush(store, options) : new LeasesOnly(store, options)
        : push ? new PushOnly(store, options) : new CallingStore(store, options);
  }

  private static final class ElectionsLeasesPush extends CallingStore
      implements ElectionDirectory, LeaseDirectory, ChangePush {
    ElectionsLeasesPush(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }

  private static final class ElectionsLeases extends CallingStore
      implements ElectionDirectory, LeaseDirectory {
    ElectionsLeases(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }

  private static final class ElectionsPush extends CallingStore
      implements ElectionDirectory, ChangePush {
    ElectionsPush(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }

  private static final class ElectionsOnly extends CallingStore implements ElectionDirectory {
    ElectionsOnly(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }

  private static final class LeasesPush extends CallingStore implements LeaseDirectory, ChangePush {
    LeasesPush(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }

  private static final class LeasesOnly extends CallingStore implements LeaseDirectory {
    LeasesOnly(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }

  private static final class PushOnly extends CallingStore implements ChangePush {
    PushOnly(BlockingLeaseStore store, Options options) {
      super(store, options);
    }
  }
}
