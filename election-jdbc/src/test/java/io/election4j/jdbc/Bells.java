package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** One process, as far as a doorbell can tell: a store, what it hears, and a lease. */
final class Bells implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How a store speaks. */
  enum Kind {
    R2DBC {
      @Override
      LeaseStore store(Place place, boolean push) {
        var builder = MySqlLeaseStore.builder(place.r2dbc());
        return push ? builder.build() : builder.noPush().build();
      }
    },

    JDBC {
      @Override
      LeaseStore store(Place place, boolean push) {
        return push ? place.store().build() : place.store().noPush().build();
      }
    };

    abstract LeaseStore store(Place place, boolean push);
  }

  final LeaseStore store;
  final Lease lease =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("somebody"));
  private final Place place;
  private final BlockingQueue<Change> heard = new LinkedBlockingQueue<>();
  private final Disposable subscription;

  Bells(LeaseStore store, Place place) {
    this.store = store;
    this.place = place;
    store.prepare().block(PATIENCE);
    subscription = ((ChangePush) store).changes().subscribe(heard::add);
  }

  static Bells of(Kind kind, Place place) {
    return new Bells(kind.store(place, true), place);
  }

  // == What it does ==

  /** Opens its lease and wins an election, and returns once its bell is held. */
  ElectionRecord leads() {
    ElectionRecord won = wins();
    await("the bell is held", () -> !holder().equals("null"));
    return won;
  }

  ElectionRecord wins() {
    ElectionRecord created = ElectionRecord.created("e/" + UUID.randomUUID());
    store.open(lease).block(PATIENCE);
    store.create(List.of(created.election())).block(PATIENCE);
    return store.claim(lease, List.of(created)).blockLast(PATIENCE);
  }

  ElectionRecord publishes(ElectionRecord held, String value) {
    return store
        .amend(List.of(new Amendment.Publish(held, lease.candidate(), value)))
        .blockLast(PATIENCE);
  }

  /** Reads the lease of another one, and returns once it waits for its bell. */
  void follows(Bells leader) {
    reads(leader);
    await("it waits for the bell", () -> leader.listeners() > 0);
  }

  void reads(Bells leader) {
    store.observe(null, List.of(leader.lease.id()), List.of()).block(PATIENCE);
  }

  // == What it hears ==

  <T extends Change> T hears(Class<T> kind) throws InterruptedException {
    List<Change> others = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Change change = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(change)
          .as("%s in time, and not only %s", kind.getSimpleName(), others)
          .isNotNull();
      if (kind.isInstance(change)) {
        return kind.cast(change);
      }
      others.add(change);
    }
  }

  boolean hearsNothingFor(Duration span) throws InterruptedException {
    return heard.poll(span.toMillis(), TimeUnit.MILLISECONDS) == null;
  }

  void hearsNoMore() {
    subscription.dispose();
  }

  void forgets() {
    heard.clear();
  }

  // == What the server knows ==

  String lock() {
    return "election4j/" + lease.id();
  }

  /** Returns the session that holds its bell; {@code null} in words if none does. */
  String holder() {
    return place
        .query("SELECT CONCAT('', COALESCE(IS_USED_LOCK('" + lock() + "'), 'null'))")
        .get(0);
  }

  /** Returns how many wait for its bell. */
  int listeners() {
    return waiting().size();
  }

  List<String> waiting() {
    return place.query(
        "SELECT ID FROM information_schema.PROCESSLIST WHERE STATE LIKE 'User%lock%' AND INFO LIKE '%"
            + lock()
            + "%'");
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Mono.delay(Duration.ofMillis(20)).block();
    }
  }

  @Override
  public void close() {
    subscription.dispose();
    store.close();
  }
}
