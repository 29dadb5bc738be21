package io.election4j.proof.chaos;

import static io.election4j.internal.RunningElections.trustedUntil;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.scheduler.Schedulers;

/**
 * What a candidate's process does: it stands for election, works while it leads, and writes down
 * what happens to it. It ends with whoever holds the other end of its standard input.
 */
public final class ChaosCandidate {

  /** The variable that holds the store's URL. */
  static final String URL = "ELECTION_CHAOS_URL";

  /** The variable that holds the password, if there is one. */
  static final String PASSWORD = "ELECTION_CHAOS_PASSWORD";

  /** The variable that holds what names are to be taken for: {@code name=address,...}. */
  static final String ROUTES = "ELECTION_CHAOS_ROUTES";

  static final String DEFY = "defy";
  static final String OBEY = "obey";
  private static final int FAILED = 70;
  private static final int WRITES_PER_LEASE = 8;

  /** About half as often as unless set: there are many candidates on one machine. */
  private static final int POLLS_PER_LEASE = 8;

  private static final Duration FIRST_READ = Duration.ofSeconds(30);

  private final Elections elections;
  private final Ledger ledger;
  private final EventLog scribe;
  private final LeaderWorkload toil;

  private ChaosCandidate(ChaosStore kind, String name, Duration lease) {
    ChaosAddress address = address();
    LeaseStore store = kind.open(address);
    warmUp(store);
    scribe = new EventLog(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
    ledger = kind.ledger(address);
    toil = new LeaderWorkload(name, ledger, scribe, lease.dividedBy(WRITES_PER_LEASE).toNanos());
    elections =
        Elections.builder(store)
            .candidate(Candidate.named(name))
            .lease(lease)
            .poll(Duration.ofMillis(lease.toMillis() / POLLS_PER_LEASE))
            // One thread writes what happens, in its order.
            .callbacks(Schedulers.newSingle("scribe", true))
            .build();
    trustedUntil(elections).subscribe(scribe::trusted, failure -> {});
  }

  /** Returns where a process was told that the store is. */
  static ChaosAddress address() {
    return new ChaosAddress(
        System.getenv(URL), System.getenv(PASSWORD), routes(System.getenv(ROUTES)));
  }

  /** Returns the kind of store that a process was told. */
  static ChaosStore kind(String name) throws ReflectiveOperationException {
    return Class.forName(name).asSubclass(ChaosStore.class).getDeclaredConstructor().newInstance();
  }

  static String text(Map<String, String> routes) {
    return routes.entrySet().stream()
        .map(route -> route.getKey() + "=" + route.getValue())
        .collect(Collectors.joining(","));
  }

  static Map<String, String> routes(String text) {
    return Arrays.stream(text.split(","))
        .filter(route -> !route.isEmpty())
        .map(route -> route.split("="))
        .collect(Collectors.toMap(route -> route[0], route -> route[1]));
  }

  /** A virtual machine's first read takes so long that the store would seem not to answer. */
  private static void warmUp(LeaseStore store) {
    store
        .observe(Marker.START, List.of(LeaseId.random()), List.of("warm-up"))
        .onErrorComplete()
        .block(FIRST_READ);
  }

  /**
   * Runs one.
   *
   * @param arguments the name of a {@link ChaosStore}'s class, the candidate's name, the election,
   *     and the lease in milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    ChaosStore kind = kind(arguments[0]);
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[3]));
    ChaosCandidate candidate = new ChaosCandidate(kind, arguments[1], lease);
    candidate.listen();
    Runtime.getRuntime().addShutdownHook(new Thread(candidate::leave, "leave"));
    try {
      candidate.stand(arguments[2]);
    } catch (Throwable failure) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private void stand(String name) throws Exception {
    elections.prepared().block();
    Election election = elections.join(name);
    election.events().subscribe(scribe::event, failure -> {});
    scribe.note(Note.Kind.READY, 0, "");
    election.campaign(toil::work);
  }

  private void leave() {
    elections.close();
    ledger.close();
    scribe.note(Note.Kind.LEFT, 0, "");
  }

  private void listen() {
    Thread listening = new Thread(this::obeyOrders, "orders");
    listening.setDaemon(true);
    listening.start();
  }

  private void obeyOrders() {
    try {
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        toil.defy(order.equals(DEFY));
      }
    } catch (IOException broken) {
      // So is whoever held the other end.
    }
    Runtime.getRuntime().halt(0);
  }
}
