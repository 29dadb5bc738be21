package io.election4j.micrometer;

import static java.util.Objects.requireNonNull;

import io.election4j.ElectionEvent;
import io.election4j.ElectionStatus.Role;
import io.election4j.Elections;
import io.election4j.StoreCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Meters of all the elections of one process.
 *
 * <table border="1">
 *   <caption>What is measured</caption>
 *   <tr><th>meter</th><th>kind</th><th>tags</th></tr>
 *   <tr><td>{@code election4j.leader}: 1 while this process leads, else 0</td><td>gauge</td><td>election</td></tr>
 *   <tr><td>{@code election4j.leader.ready}: 1 while it leads and is ready</td><td>gauge</td><td>election</td></tr>
 *   <tr><td>{@code election4j.term}: the newest term known</td><td>gauge</td><td>election</td></tr>
 *   <tr><td>{@code election4j.transitions}: what happened how often</td><td>counter</td>
 *       <td>election, event, reason</td></tr>
 *   <tr><td>{@code election4j.leadership}: how long this process led each time</td><td>timer</td><td>election</td></tr>
 *   <tr><td>{@code election4j.leaderless}: how long nobody led each time</td><td>timer</td><td>election</td></tr>
 *   <tr><td>{@code election4j.work.overdue}: how often work did not stop in time</td><td>counter</td><td>election</td></tr>
 *   <tr><td>{@code election4j.elections}: in how many it takes part as what</td><td>gauge</td><td>role</td></tr>
 *   <tr><td>{@code election4j.lease.remaining}: how long the lease is trusted if no renewal succeeds</td>
 *       <td>time gauge</td><td></td></tr>
 *   <tr><td>{@code election4j.lease.at.risk}: how often renewals failed while it led</td><td>counter</td><td></td></tr>
 *   <tr><td>{@code election4j.participants}: how many processes are visible</td><td>gauge</td><td></td></tr>
 *   <tr><td>{@code election4j.store.available}: 1 if the last operation was answered</td><td>gauge</td><td></td></tr>
 *   <tr><td>{@code election4j.store.operations}: the store's latency</td><td>timer</td><td>operation, outcome</td></tr>
 * </table>
 *
 * <p>An election has meters from the first thing on that happens in it after it was joined, or from
 * the binding on. Once there are more of them than {@code maxElections}, none has meters of its own
 * any more, but transitions, which all count under the election {@code *}: a process that leads
 * 100,000 shards does not flood its registry.
 *
 * <p>Nothing is measured before {@link #bindTo}; what is bound ends with the elections, or with
 * {@link #close()}. Safe for use by many threads.
 */
public final class ElectionMetrics implements MeterBinder, AutoCloseable {

  /** For how many elections there are meters of their own unless said otherwise. */
  public static final int MAX_ELECTIONS = 100;

  private final Elections elections;
  private final int maxElections;
  private final List<Disposable> bound = new CopyOnWriteArrayList<>();

  /** Creates meters of these elections, of their own for at most {@link #MAX_ELECTIONS}. */
  public ElectionMetrics(Elections elections) {
    this(elections, MAX_ELECTIONS);
  }

  /**
   * Creates meters of these elections.
   *
   * @param maxElections for how many there are meters of their own, 0 or more
   * @throws IllegalArgumentException if it is negative
   */
  public ElectionMetrics(Elections elections, int maxElections) {
    if (maxElections < 0) {
      throw new IllegalArgumentException("maxElections " + maxElections + " is negative");
    }
    this.elections = requireNonNull(elections, "elections");
    this.maxElections = maxElections;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Snapshot snapshot = new Snapshot(elections);
    bindGauges(registry, snapshot);
    ElectionMeters meters = new ElectionMeters(registry, snapshot, maxElections);
    AtRisk atRisk = new AtRisk(Counter.builder("election4j.lease.at.risk").register(registry));
    bound.add(
        Disposables.composite(
            elections.events().doOnNext(atRisk::on).subscribe(meters::on, failed -> {}, () -> {}),
            elections
                .storeCalls()
                .subscribe(call -> record(registry, call), failed -> {}, () -> {})));
    elections.status().elections().forEach(meters::joined);
  }

  private static void bindGauges(MeterRegistry registry, Snapshot snapshot) {
    for (Role role : Role.values()) {
      Gauge.builder("election4j.elections", snapshot, now -> now.count(role))
          .description("In how many elections this process takes part as what")
          .tag("role", lower(role))
          .strongReference(true)
          .register(registry);
    }
    TimeGauge.builder(
            "election4j.lease.remaining",
            snapshot,
            TimeUnit.MILLISECONDS,
            now -> now.status().remaining().toMillis())
        .description("How long the lease is trusted if no renewal succeeds")
        .strongReference(true)
        .register(registry);
    Gauge.builder("election4j.participants", snapshot, now -> now.status().participants().size())
        .description("How many processes are visible")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "election4j.store.available", snapshot, now -> now.status().store().available() ? 1 : 0)
        .description("1 if the store has answered to the last operation")
        .strongReference(true)
        .register(registry);
  }

  private static void record(MeterRegistry registry, StoreCall call) {
    Timer.builder("election4j.store.operations")
        .description("How long the store takes")
        .tag("operation", lower(call.operation()))
        .tag("outcome", lower(call.outcome()))
        .register(registry)
        .record(call.took());
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Measures no more. Meters stay in the registry as they are. */
  @Override
  public void close() {
    bound.forEach(Disposable::dispose);
  }

  /** Counts once for a lease, however many elections are led under it. */
  private static final class AtRisk {

    private final Counter counter;
    private boolean now;

    AtRisk(Counter counter) {
      this.counter = counter;
    }

    synchronized void on(ElectionEvent event) {
      if (event instanceof ElectionEvent.AtRisk) {
        if (!now) {
          counter.increment();
        }
        now = true;
      } else if (event instanceof ElectionEvent.Recovered
          || event instanceof ElectionEvent.Revoked) {
        now = false;
      }
    }
  }
}
