package io.election4j.proof.chaos;

import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.demo.harness.EventLog;
import io.election4j.demo.harness.LeaderWorkload;
import io.election4j.demo.harness.LoggedCandidate;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.demo.harness.Orders;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import java.time.Duration;
import java.util.List;

/** What a candidate's process does: as the leader it writes to the ledger, over and over. */
final class ChaosCandidate {

  /** Lets its work go on whatever becomes of its leadership; the other order ends that. */
  static final String DEFY = "defy";

  static final String OBEY = "obey";

  private static final int WRITES_PER_LEASE = 8;
  private static final Duration FIRST_READ = Duration.ofSeconds(30);

  /** About half as often as unless set: there are many candidates on one machine. */
  private static final int POLLS_PER_LEASE = 8;

  private ChaosCandidate() {}

  /** Returns the kind of store that a process was told. */
  static ChaosStore kind(String name) throws ReflectiveOperationException {
    return Class.forName(name).asSubclass(ChaosStore.class).getDeclaredConstructor().newInstance();
  }

  /** Runs one, with the arguments that {@link Setting#jvm} says. */
  public static void main(String[] arguments) throws Exception {
    ChaosStore kind = kind(arguments[0]);
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[3]));
    ServerAddress address = ServerAddress.current();
    EventLog log = new EventLog(arguments[1]);
    log.note(Kind.BEGAN, 0, address.scheme());
    LeaseStore store = kind.open(address);
    warmUp(store);
    Ledger ledger = kind.ledger(address);
    LeaderWorkload workload =
        new LeaderWorkload(
            log,
            lease.dividedBy(WRITES_PER_LEASE),
            (leadership, entry) -> write(ledger, log, leadership, entry));
    Orders.obeyInBackground(order -> workload.defy(order.equals(DEFY)));
    Elections elections =
        LoggedCandidate.elections(store, arguments[1], lease)
            .poll(Duration.ofMillis(lease.toMillis() / POLLS_PER_LEASE))
            .build();
    new LoggedCandidate(elections, log, workload).stand(arguments[2], ledger::close);
  }

  /** A virtual machine's first read takes so long that the store would seem not to answer. */
  private static void warmUp(LeaseStore store) {
    store
        .observe(Marker.START, List.of(LeaseId.random()), List.of("warm-up"))
        .onErrorComplete()
        .block(FIRST_READ);
  }

  private static void write(Ledger ledger, EventLog log, Leadership leadership, String entry) {
    long term = leadership.term();
    try {
      boolean accepted = ledger.append(leadership.election(), term, entry);
      log.note(accepted ? Kind.ACCEPTED : Kind.REFUSED, term, entry);
    } catch (Exception unknown) {
      log.note(Kind.UNKNOWN, term, entry);
      if (unknown instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
