package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.cli.RequestResult.NamedTerm;
import io.election4j.cli.RequestResult.Outcome;
import io.election4j.cli.base.Session;
import io.election4j.spi.Amendment;
import io.election4j.spi.Amendment.Ask;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the leaders of elections: writes it into their records, and waits for what comes of
 * it. It takes nothing away from anybody. Whoever leads when this begins is asked, and nobody who
 * came later.
 *
 * <p>For use by one thread, which blocks.
 */
public final class LeaderRequest {

  private static final long PAUSE_MILLIS = 100;

  /** For so long somebody else is waited for after a leader has left; there may be nobody. */
  private static final Duration SUCCESSION = Duration.ofSeconds(3);

  /** For so long records that change all the time are asked again if nobody waits. */
  private static final Duration ASKING = Duration.ofSeconds(10);

  private final Session session;
  private final Request request;
  private final Optional<Duration> patience;

  /**
   * Creates one that is not sent yet.
   *
   * @param patience how long to wait until it is done; empty to only ask
   */
  public LeaderRequest(Session session, Request request, Optional<Duration> patience) {
    this.session = session;
    this.request = request;
    this.patience = patience;
  }

  /** Asks whoever leads these elections. */
  List<RequestResult> submit(List<String> names) throws InterruptedException {
    Map<String, ElectionRecord> records = new HashMap<>();
    session.explaining(() -> records.putAll(read(names)));
    return submit(names.stream().distinct().toList(), records);
  }

  /** Asks the leaders that these records name. */
  public List<RequestResult> submitTo(List<ElectionRecord> led) throws InterruptedException {
    return submit(led.stream().map(ElectionRecord::election).toList(), byName(led));
  }

  private List<RequestResult> submit(List<String> names, Map<String, ElectionRecord> before)
      throws InterruptedException {
    List<ElectionRecord> led = before.values().stream().filter(this::addressed).toList();
    Map<String, ElectionRecord> now = new HashMap<>(before);
    now.putAll(ask(led));
    return names.stream().map(name -> answer(name, before.get(name), now.get(name))).toList();
  }

  /** Whoever leads already is not asked to make itself the successor. */
  private boolean addressed(ElectionRecord record) {
    return !record.vacant() && !succeeded(record);
  }

  private boolean succeeded(ElectionRecord record) {
    Candidate leader = record.leader();
    return leader != null && leader.name().equals(request.successor());
  }

  /** Returns the records as read last. */
  private Map<String, ElectionRecord> ask(List<ElectionRecord> led) throws InterruptedException {
    List<String> names = led.stream().map(ElectionRecord::election).toList();
    long end = System.nanoTime() + patience.orElse(ASKING).toNanos();
    long left = 0;
    Map<String, ElectionRecord> now = byName(led);
    while (!led.isEmpty()) {
      List<ElectionRecord> staying = staying(led, now);
      boolean asked = write(staying);
      left = staying.isEmpty() && left == 0 ? System.nanoTime() : left;
      boolean done = patience.isEmpty() ? asked : staying.isEmpty() && succession(now, left);
      if (done || System.nanoTime() - end >= 0) {
        requireAsked(asked || patience.isPresent());
        break;
      }
      Thread.sleep(PAUSE_MILLIS);
      now = read(names);
    }
    return now;
  }

  private static boolean succession(Map<String, ElectionRecord> now, long leftNanos) {
    return now.values().stream().noneMatch(ElectionRecord::vacant)
        || System.nanoTime() - leftNanos >= SUCCESSION.toNanos();
  }

  private void requireAsked(boolean asked) {
    if (!asked) {
      throw StoreException.unavailable(
          "others keep writing the records, or have locked them: not all could be asked", null);
    }
  }

  /** Returns the newest records of those leaders that are still there. */
  private static List<ElectionRecord> staying(
      List<ElectionRecord> led, Map<String, ElectionRecord> now) {
    return led.stream()
        .filter(record -> sameLeadership(record, now.get(record.election())))
        .map(record -> Objects.requireNonNull(now.get(record.election())))
        .toList();
  }

  private static boolean sameLeadership(ElectionRecord before, @Nullable ElectionRecord now) {
    return now != null
        && before.term() == now.term()
        && Objects.equals(before.holder(), now.holder());
  }

  /** Returns whether all who are to be asked have been. */
  private boolean write(List<ElectionRecord> staying) {
    List<Amendment> asks =
        (request.kind() == Request.Kind.DRAIN ? onePerLease(staying) : staying)
            .stream()
                .filter(record -> !request.equals(record.request()))
                .<Amendment>map(record -> new Ask(record, request))
                .toList();
    return asks.isEmpty()
        || session.await(session.store().amend(asks).collectList()).size() == asks.size();
  }

  /** One record is enough to ask a process, and the others stay as it knows them. */
  private List<ElectionRecord> onePerLease(List<ElectionRecord> led) {
    Map<LeaseId, ElectionRecord> chosen = new LinkedHashMap<>();
    led.stream()
        .sorted(Comparator.comparing(record -> !request.equals(record.request())))
        .forEach(record -> chosen.putIfAbsent(Objects.requireNonNull(record.holder()), record));
    return List.copyOf(chosen.values());
  }

  private Map<String, ElectionRecord> read(List<String> names) {
    return byName(session.await(session.store().observe(null, List.of(), names)).records());
  }

  private static Map<String, ElectionRecord> byName(Collection<ElectionRecord> records) {
    Map<String, ElectionRecord> named = new HashMap<>();
    records.forEach(record -> named.put(record.election(), record));
    return named;
  }

  private RequestResult answer(
      String name, @Nullable ElectionRecord before, @Nullable ElectionRecord now) {
    if (before == null || now == null) {
      return new RequestResult(name, Outcome.UNKNOWN, null, null);
    }
    NamedTerm to = NamedTerm.of(now);
    if (!addressed(before)) {
      return new RequestResult(name, before.vacant() ? Outcome.NOT_LED : Outcome.DONE, null, to);
    }
    if (patience.isEmpty()) {
      return new RequestResult(name, Outcome.ASKED, NamedTerm.of(before), null);
    }
    return new RequestResult(name, outcome(before, now), NamedTerm.of(before), to);
  }

  private Outcome outcome(ElectionRecord before, ElectionRecord now) {
    if (sameLeadership(before, now)) {
      return Outcome.NOT_OBEYED;
    }
    boolean transfer = request.kind() == Request.Kind.TRANSFER;
    return transfer && !succeeded(now) ? Outcome.NOT_TAKEN : Outcome.DONE;
  }
}
