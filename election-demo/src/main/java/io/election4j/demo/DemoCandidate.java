package io.election4j.demo;

import io.election4j.Candidate;
import io.election4j.demo.harness.EventLog;
import io.election4j.demo.harness.LeaderWorkload;
import io.election4j.demo.harness.LoggedCandidate;
import io.election4j.demo.harness.Orders;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;

/** One candidate of a demonstration: started by it, and ends with it. */
final class DemoCandidate {

  private static final int PIECES_OF_WORK_PER_LEASE = 30;

  private DemoCandidate() {}

  /**
   * Runs one.
   *
   * @param arguments the candidate's name, the election, and the lease in milliseconds
   */
  public static void main(String[] arguments) {
    Orders.obeyInBackground(order -> {});
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[2]));
    LeaseStore store = store(ServerAddress.current());
    Candidate candidate = Candidate.named(arguments[0]);
    new Rehearsal(store, Lease.opening(LeaseId.random(), lease, candidate)).play();
    EventLog log = new EventLog(arguments[0]);
    Duration pause = lease.dividedBy(PIECES_OF_WORK_PER_LEASE);
    new LoggedCandidate(
            LoggedCandidate.elections(store, arguments[0], lease).build(),
            log,
            new LeaderWorkload(log, pause, (leadership, entry) -> {}))
        .stand(arguments[1], () -> {});
  }

  static LeaseStore store(ServerAddress address) {
    if (address.url().startsWith("http:")) {
      return RemoteLeaseStore.at(address);
    }
    return address.store(true);
  }
}
