package io.election4j.bench.contest;

import io.election4j.demo.harness.EventLog;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.demo.harness.Orders;
import io.election4j.testkit.RelayedStore.Call;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/**
 * What a contestant's process does: it stands in elections, writes down what happens to it, and
 * answers how much it uses. It ends with whoever holds the other end of its standard input.
 */
public final class ContestantProcess implements TermObserver {

  /** The variable that holds the server's URL. */
  static final String URL = "ELECTION_BENCH_URL";

  /** The property that is true if calls to the store are to be written down. */
  static final String WATCHES = "election.bench.watches";

  // What follows from the passing of time, and would drown the rest.
  private static final Set<Call> UNTOLD = Set.of(Call.OBSERVE, Call.RENEW, Call.LEASES);

  private final EventLog log;
  private final AtomicInteger led = new AtomicInteger();
  private final int wanted;

  private ContestantProcess(EventLog log, int wanted) {
    this.log = log;
    this.wanted = wanted;
  }

  /**
   * Runs one.
   *
   * @param arguments the library, the contestant's name, lease and poll in milliseconds (0 for the
   *     library's default), how many elections, and the number of the first one
   */
  public static void main(String[] arguments) {
    EventLog log = new EventLog(arguments[1]);
    log.note(Kind.BEGAN, 0, "");
    int count = Integer.parseInt(arguments[4]);
    Entry entry =
        new Entry(
            System.getenv(URL),
            arguments[1],
            millis(arguments[2]),
            millis(arguments[3]),
            Integer.parseInt(arguments[5]));
    ContestantProcess process = new ContestantProcess(log, count);
    Contestant contestant = Library.valueOf(arguments[0]).open(entry, process);
    log.note(Kind.READY, 0, "");
    contestant.stand(Names.from(entry.first(), count));
    Orders.obey(order -> process.obey(contestant, order));
  }

  private static Duration millis(String number) {
    return Duration.ofMillis(Long.parseLong(number));
  }

  private void obey(Contestant contestant, String order) {
    switch (order) {
      case "known" -> answer(Integer.toString(contestant.known()));
      case "usage" -> answer(Usage.now(contestant.commands()).line());
      case "heap" -> answer(Long.toString(Usage.retainedHeap()));
      case "leave" -> {
        contestant.close();
        endRecordings();
        Runtime.getRuntime().halt(0);
      }
      default -> throw new IllegalArgumentException("order '" + order + "'");
    }
  }

  private void answer(String text) {
    log.note(Kind.ANSWERS, 0, text);
  }

  /** Halting would leave their files empty. */
  private static void endRecordings() {
    if (FlightRecorder.isInitialized()) {
      FlightRecorder.getFlightRecorder().getRecordings().forEach(Recording::stop);
    }
  }

  @Override
  public void elected(String election, long nanos) {
    int count = led.incrementAndGet();
    if (count == wanted) {
      log.write(new Note(Kind.ELECTED, nanos, 0, 0, ""));
    }
  }

  @Override
  public void revoked(String election) {
    led.decrementAndGet();
  }

  @Override
  public void trusted(long untilNanos) {
    log.trusted(untilNanos);
  }

  @Override
  public boolean watches() {
    return Boolean.getBoolean(WATCHES);
  }

  @Override
  public void called(StoreCall call) {
    if (!UNTOLD.contains(call.kind())) {
      log.note(Kind.CALLED, 0, call.line());
    }
  }
}
