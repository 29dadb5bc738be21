package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.CandidateJvm;
import io.election4j.demo.harness.CandidateView;
import io.election4j.servers.processes.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where elections are held, and by whom.
 *
 * @param server on which
 * @param store the kind of it
 * @param jvm starts candidates
 */
record Setting(ChaosServer server, ChaosStore store, CandidateJvm jvm) {

  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dio.netty.eventLoopThreads=2",
          "-Dreactor.netty.ioWorkerCount=2");

  /**
   * Returns what starts small virtual machines.
   *
   * @param program the class whose {@code main} they run; it is told the class of the {@link
   *     ChaosStore}, the candidate's name, the election, and the lease in milliseconds
   * @param more options
   */
  static CandidateJvm jvm(Class<?> program, List<String> more) {
    List<String> options = new ArrayList<>(CandidateJvm.SMALL_AND_QUICK);
    options.addAll(OPTIONS);
    options.addAll(more);
    return new CandidateJvm(program, options, java.util.Map.of());
  }

  Setting with(CandidateJvm other) {
    return new Setting(server, store, other);
  }

  /** Returns an election in which nobody takes part yet. */
  HarmedElection election(String name, Duration lease) {
    CandidateFleet fleet =
        new CandidateFleet(
            candidate -> start(candidate, name, lease), new CandidateView.Listener() {});
    return new HarmedElection(name, lease, fleet);
  }

  private CandidateView start(String candidate, String election, Duration lease)
      throws java.io.IOException {
    Ways ways = Ways.to(server);
    ChildProcess process =
        jvm.in(store.told(candidate, ways.address()).environment())
            .start(
                store.getClass().getName(), candidate, election, Long.toString(lease.toMillis()));
    return new CandidateView(candidate, process, ways.proxies());
  }

  /** Returns what leaders write. */
  Ledger ledger() {
    return store.ledger(server.address());
  }
}
