package io.election4j.mysql;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/**
 * Elections that run on a real server: what they cost it, and what they do when it is restarted.
 */
class RunningElectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 10_000;

  @Test
  void tenThousandElectionsCostOneHeartbeatAndOneReadPerPoll() {
    try (Database database = Database.create();
        Elections leader = start(database.store(), "leader");
        Elections follower = start(database.store(), "follower")) {
      List<String> names = IntStream.range(0, MANY).mapToObj(i -> "e/" + i).toList();
      names.stream().map(leader::join).toList().forEach(RunningElectionsTest::elected);
      names.stream().map(follower::join).toList().forEach(RunningElectionsTest::led);
      trustedUntil(leader).take(2).blockLast(PATIENCE);

      long updates = database.status("Com_update");
      long writes = writes(database);
      long selects = database.status("Com_select");
      long start = System.nanoTime();
      trustedUntil(leader).take(10).blockLast(PATIENCE);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      long heartbeats = time.dividedBy(leader.timing().heartbeat());
      long polls = time.dividedBy(leader.timing().poll());
      updates = database.status("Com_update") - updates;
      selects = database.status("Com_select") - selects;

      System.out.printf(
          "2 processes, %d elections each, %d ms: %d updates (%d heartbeats of the leader), %d reads (%d polls each)%n",
          MANY, time.toMillis(), updates, heartbeats, selects, polls);
      assertThat(updates).as("one row per heartbeat of the leader").isBetween(8L, heartbeats + 2);
      assertThat(writes(database) - writes).as("no other writes").isZero();
      // The follower waits for the bell, at first for 2 s at a time; the leader looks every 5 s.
      long bell = time.toSeconds() / 2 + time.toSeconds() / 5 + 2;
      assertThat(selects)
          .as("one read per poll and process, and few of the doorbell")
          .isLessThanOrEqualTo(2 * polls + 4 + bell);
    }
  }

  @Test
  void aRestartOfTheServerIsSurvivedAndNeverMakesTwoLeaders() {
    try (TestServer server = TestServers.mysql();
        Elections a = start(MySqlLeaseStore.fromUrl(server.url()), "a");
        Elections b = start(MySqlLeaseStore.fromUrl(server.url()), "b")) {
      Assumptions.assumeTrue(server.restartable(), "the server given cannot be restarted");
      Election first = a.join("restarted");
      Leadership before = elected(first);
      Election second = b.join("restarted");
      led(second);
      Flux<Elected> later =
          Flux.merge(first.events(), second.events())
              .ofType(Elected.class)
              .filter(e -> e.term() > before.term())
              .doOnNext(e -> assertThat(before.isValid()).as("the former leader").isFalse());
      server.stop();
      // Until the lease is lost for want of a store.
      first.events().takeUntil(e -> e instanceof Revoked).blockLast(PATIENCE);
      assertThat(before.isValid()).isFalse();
      server.start();
      Elected after = later.blockFirst(PATIENCE);
      assertThat(after).isNotNull();
      assertThat(after.leadership().isValid()).isTrue();
      assertThat(List.of(first, second)).filteredOn(e -> e.leadership().isPresent()).hasSize(1);
    }
  }

  private static long writes(Database database) {
    return database.status("Com_insert")
        + database.status("Com_delete")
        + database.status("Com_replace");
  }

  private static Elections start(MySqlLeaseStore store, String name) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(3))
        .build();
  }

  private static Leadership elected(Election election) {
    return election.events().ofType(Elected.class).blockFirst(PATIENCE).leadership();
  }

  private static void led(Election election) {
    election.events().ofType(LeaderChanged.class).blockFirst(PATIENCE);
  }
}
