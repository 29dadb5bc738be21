package io.election4j.micrometer;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Ready;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.ElectionStatus;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Meters of single elections, until there are too many of them. */
final class ElectionMeters {

  /** What stands for each election where there are too many. */
  private static final String ANY = "*";

  private static final Logger LOG = LoggerFactory.getLogger(ElectionMetrics.class);

  private final MeterRegistry registry;
  private final Snapshot snapshot;
  private final int most;
  private final Map<String, Meters> meters = new HashMap<>();
  private boolean tooMany;

  ElectionMeters(MeterRegistry registry, Snapshot snapshot, int most) {
    this.registry = registry;
    this.snapshot = snapshot;
    this.most = most;
  }

  /**
   * What is known of one election; read by gauges. What is counted or timed is registered before it
   * first happens: Prometheus sees a counter rise only if it has seen the zero.
   */
  private static final class Meters {

    private final Known known = new Known();
    private final Timer leadership;
    private final Timer leaderless;
    private final Set<Meter> registered = new HashSet<>();

    Meters(MeterRegistry registry, String election) {
      this.leadership =
          timer(registry, "leadership", election, "How long this process led each time");
      this.leaderless = timer(registry, "leaderless", election, "How long nobody led each time");
      registered.addAll(
          List.of(
              leadership,
              leaderless,
              overdue(registry, election),
              gauge(registry, "leader", election, known, now -> now.leads ? 1 : 0),
              gauge(
                  registry, "leader.ready", election, known, now -> now.leads && now.ready ? 1 : 0),
              gauge(registry, "term", election, known, now -> now.term)));
    }

    private static Timer timer(
        MeterRegistry registry, String name, String election, String description) {
      return Timer.builder("election4j." + name)
          .description(description)
          .tag("election", election)
          .register(registry);
    }

    private static Meter gauge(
        MeterRegistry registry,
        String name,
        String election,
        Known known,
        ToDoubleFunction<Known> value) {
      return Gauge.builder("election4j." + name, known, value)
          .tag("election", election)
          .strongReference(true)
          .register(registry);
    }
  }

  private static final class Known {
    private volatile boolean leads;
    private volatile boolean ready;
    private volatile long term;
    private @Nullable Long ledSince;
    private @Nullable Long vacantSince;
  }

  /** An election was joined before these meters were bound. */
  synchronized void joined(ElectionStatus status) {
    Meters mine = of(status.election());
    if (mine != null) {
      mine.known.term = Math.max(mine.known.term, status.term());
      mine.known.leads = status.leading();
      mine.known.ready = status.ready();
      if (status.leading() && mine.known.ledSince == null) {
        mine.known.ledSince = now();
      }
    }
  }

  synchronized void on(ElectionEvent event) {
    Meters mine = of(event.election());
    String name = mine == null ? ANY : event.election();
    String reason = event instanceof Revoked revoked ? ElectionMetrics.lower(revoked.reason()) : "";
    Counter transitions =
        Counter.builder("election4j.transitions")
            .description("What happened in elections how often")
            .tags("election", name, "event", kind(event), "reason", reason)
            .register(registry);
    transitions.increment();
    if (event instanceof WorkOverdue) {
      overdue(registry, name).increment();
    }
    if (mine != null) {
      mine.registered.add(transitions);
      mine.known.term = Math.max(mine.known.term, event.term());
      change(mine, event);
    }
  }

  private static Counter overdue(MeterRegistry registry, String election) {
    return Counter.builder("election4j.work.overdue")
        .description("How often work did not stop in time")
        .tag("election", election)
        .register(registry);
  }

  private void change(Meters mine, ElectionEvent event) {
    Known known = mine.known;
    if (event instanceof Elected elected) {
      known.leads = true;
      known.ready = snapshot.of(elected.election()).map(ElectionStatus::ready).orElse(true);
      known.ledSince = now();
      endVacancy(mine);
    } else if (event instanceof Revoked) {
      known.leads = false;
      Long since = known.ledSince;
      known.ledSince = null;
      if (since != null) {
        mine.leadership.record(now() - since, TimeUnit.NANOSECONDS);
      }
    } else if (event instanceof Ready) {
      known.ready = true;
    } else if (event instanceof LeaderChanged) {
      endVacancy(mine);
    } else if (event instanceof Vacant vacant && known.vacantSince == null) {
      known.vacantSince = now() - vacant.vacantFor().toNanos();
    }
  }

  private void endVacancy(Meters mine) {
    Long since = mine.known.vacantSince;
    mine.known.vacantSince = null;
    if (since != null) {
      mine.leaderless.record(now() - since, TimeUnit.NANOSECONDS);
    }
  }

  private long now() {
    Clock clock = registry.config().clock();
    return clock.monotonicTime();
  }

  private static String kind(ElectionEvent event) {
    String[] words = event.getClass().getSimpleName().split("(?<=[a-z])(?=[A-Z])");
    return String.join("_", words).toLowerCase(Locale.ROOT);
  }

  /** Returns the meters of an election; none once there are too many elections. */
  private @Nullable Meters of(String election) {
    if (!tooMany && !meters.containsKey(election) && meters.size() >= most) {
      tooMany = true;
      meters.values().forEach(one -> one.registered.forEach(registry::remove));
      meters.clear();
      overdue(registry, ANY);
      LOG.info("More than {} elections: none has meters of its own any more", most);
    }
    return tooMany ? null : meters.computeIfAbsent(election, name -> new Meters(registry, name));
  }
}
