package io.election4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.election4j.Election;
import io.election4j.testkit.virtual.VirtualProcess;
import io.election4j.testkit.virtual.VirtualWorld;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In virtual time, so that every figure is known. */
class ElectionMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final VirtualWorld world = VirtualWorld.create();
  private final VirtualProcess me = world.process("me");

  private double gauge(String name, String... tags) {
    return registry.get("election4j." + name).tags(tags).gauge().value();
  }

  private double count(String name, String... tags) {
    return registry.get("election4j." + name).tags(tags).counter().count();
  }

  private void bind(int most) {
    new ElectionMetrics(me.elections(), most).bindTo(registry);
  }

  @Test
  void aLeaderIsOneAndAFormerLeaderIsZero() {
    bind(10);
    Election books = me.elections().join("books");
    me.elect("books");
    long term = books.leadership().orElseThrow().term();

    assertThat(gauge("leader", "election", "books")).isEqualTo(1);
    assertThat(gauge("leader.ready", "election", "books")).isEqualTo(1);
    assertThat(gauge("term", "election", "books")).isEqualTo(term);

    me.lose("books");
    world.pass(Duration.ofMillis(1));

    assertThat(gauge("leader", "election", "books")).isZero();
    assertThat(gauge("leader.ready", "election", "books")).isZero();
    assertThat(count("transitions", "election", "books", "event", "elected")).isEqualTo(1);
    assertThat(count("transitions", "election", "books", "event", "revoked")).isEqualTo(1);
    assertThat(registry.get("election4j.leadership").tag("election", "books").timer().count())
        .isEqualTo(1);
  }

  @Test
  void whatWasJoinedBeforeTheBindingHasMetersAtOnce() {
    me.elections().join("books");
    me.elect("books");

    bind(10);

    assertThat(gauge("leader", "election", "books")).isEqualTo(1);
  }

  @Test
  void everyCallOfTheStoreIsTimedByWhatCameOfIt() {
    bind(10);
    me.elections().join("books");
    me.elect("books");
    world.pass(Duration.ofSeconds(10));
    me.storeDown();
    world.pass(Duration.ofSeconds(4));

    assertThat(operations("renew", "applied")).isGreaterThanOrEqualTo(3);
    assertThat(operations("renew", "unknown")).isPositive();
    assertThat(operations("observe", "applied")).isPositive();
    assertThat(operations("claim", "applied")).isEqualTo(1);
    assertThat(count("lease.at.risk")).isEqualTo(1);
  }

  private long operations(String operation, String outcome) {
    return registry
        .get("election4j.store.operations")
        .tags("operation", operation, "outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void howLongNobodyLedIsMeasuredOnceSomebodyDoes() {
    VirtualProcess other = world.process("other");
    me.elections().join("books");
    me.elect("books");
    new ElectionMetrics(other.elections()).bindTo(registry);
    Election theirs = other.elections().join("books");
    world.pass(Duration.ofSeconds(2));
    me.kill();
    world.pass(Duration.ofSeconds(40));
    other.elect("books");

    assertThat(theirs.leadership()).isPresent();
    assertThat(registry.get("election4j.leaderless").tag("election", "books").timer().count())
        .isEqualTo(1);
  }

  @Test
  void theProcessHasGaugesOfItsOwn() {
    bind(10);
    me.elections().joinAll(List.of("a", "b"));
    me.elections().observe("c");
    me.elect("a");
    me.elect("b");

    assertThat(gauge("elections", "role", "leader")).isEqualTo(2);
    assertThat(gauge("elections", "role", "observer")).isEqualTo(1);
    assertThat(gauge("store.available")).isEqualTo(1);
    assertThat(registry.get("election4j.lease.remaining").timeGauge().value()).isPositive();
  }

  @Test
  void moreElectionsThanAllowedHaveNoMetersOfTheirOwn() {
    bind(3);
    List<String> many = IntStream.range(0, 5).mapToObj(i -> "shard/" + i).toList();
    me.elections().joinAll(many);
    many.forEach(me::elect);

    assertThat(registry.find("election4j.leader").gauges()).isEmpty();
    assertThat(count("transitions", "election", "*", "event", "elected")).isPositive();
    assertThat(count("work.overdue", "election", "*")).isZero();
    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .filteredOn(id -> String.valueOf(id.getTag("election")).startsWith("shard/"))
        .isEmpty();
  }

  /** Prometheus sees a counter rise only if it has seen the zero. */
  @Test
  void whatMayHappenLaterIsZeroFromTheFirstThingOn() {
    bind(10);
    me.elections().join("books");
    me.elect("books");

    assertThat(count("work.overdue", "election", "books")).isZero();
    assertThat(count("lease.at.risk")).isZero();
    assertThat(registry.get("election4j.leadership").tag("election", "books").timer().count())
        .isZero();
  }

  @Test
  void aNegativeNumberOfElectionsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElectionMetrics(me.elections(), -1))
        .withMessage("maxElections -1 is negative");
  }
}
