package io.election4j.bench.contest;

import io.election4j.testkit.RelayedStore.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  private final PrintStream out = System.out;
  private final AtomicInteger led = new AtomicInteger();
  private final int wanted;

  private ContestantProcess(int wanted) {
    this.wanted = wanted;
  }

  /**
   * Runs one.
   *
   * @param arguments the library, the contestant's name, lease and poll in milliseconds (0 for the
   *     library's default), how many elections, and the number of the first one
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println("main " + System.nanoTime());
    int count = Integer.parseInt(arguments[4]);
    Entry entry =
        new Entry(
            System.getenv(URL),
            arguments[1],
            millis(arguments[2]),
            millis(arguments[3]),
            Integer.parseInt(arguments[5]));
    ContestantProcess process = new ContestantProcess(count);
    Contestant contestant = Library.valueOf(arguments[0]).open(entry, process);
    process.out.println("standing " + System.nanoTime());
    contestant.stand(Names.from(entry.first(), count));
    process.obey(contestant);
  }

  private static Duration millis(String number) {
    return Duration.ofMillis(Long.parseLong(number));
  }

  private void obey(Contestant contestant) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      switch (order) {
        case "known" -> out.println("known " + contestant.known());
        case "usage" -> out.println("usage " + Usage.now(contestant.commands()).line());
        case "heap" -> out.println("heap " + Usage.retainedHeap());
        case "leave" -> {
          contestant.close();
          endRecordings();
          Runtime.getRuntime().halt(0);
        }
        default -> throw new IllegalArgumentException("order '" + order + "'");
      }
    }
    Runtime.getRuntime().halt(0);
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
      out.println("led " + nanos);
    }
  }

  @Override
  public void revoked(String election) {
    led.decrementAndGet();
  }

  @Override
  public void trusted(long untilNanos) {
    out.println("trusted " + untilNanos);
  }

  @Override
  public boolean watches() {
    return Boolean.getBoolean(WATCHES);
  }

  @Override
  public void called(StoreCall call) {
    if (!UNTOLD.contains(call.kind())) {
      out.println("called " + call.line());
    }
  }
}
