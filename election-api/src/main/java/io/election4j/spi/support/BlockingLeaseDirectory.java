package io.election4j.spi.support;

import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.List;

/** The optional ability of a {@link BlockingLeaseStore} to list leases, and to purge old ones. */
public interface BlockingLeaseDirectory {

  /** As {@link LeaseDirectory#leases}: all of them, those written last at the end. */
  List<Lease> leases() throws Exception;

  /**
   * As {@link LeaseDirectory#purge}.
   *
   * @param ended one or more, perhaps thousands, none twice
   */
  void purge(Collection<LeaseId> ended) throws Exception;
}
