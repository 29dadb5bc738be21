package io.election4j.jdbc;

import static io.election4j.jdbc.Bells.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.jdbc.Bells.Kind;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.servers.proxy.FaultProxy;
import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How leaders ring and followers hear, with both stores. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorbellTest {

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final TestServer server = TestServers.mysql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"R2DBC, R2DBC", "R2DBC, JDBC", "JDBC, R2DBC", "JDBC, JDBC"})
  void whateverALeaderWritesIsHeard(Kind speaks, Kind hears) throws InterruptedException {
    try (Bells leader = Bells.of(speaks, place);
        Bells follower = Bells.of(hears, place)) {
      ElectionRecord held = leader.leads();
      follower.follows(leader);
      for (int i = 0; i < 5; i++) {
        follower.forgets();
        held = leader.publishes(held, "value " + i);
        follower.hears(Change.Rung.class);
        Bells.await("it waits again", () -> leader.listeners() > 0);
      }
      follower.forgets();
      leader.store.amend(List.of(new Amendment.Vacate(held))).blockLast(PATIENCE);
      follower.hears(Change.Rung.class);
      Bells.await("it waits again", () -> leader.listeners() > 0);
      follower.forgets();
      leader.store.end(leader.lease.id()).block(PATIENCE);
      follower.hears(Change.Rung.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hintsAreSaidToBeIncomplete(Kind kind) throws InterruptedException {
    try (Bells follower = Bells.of(kind, place)) {
      assertThat(follower.hears(Change.class)).isEqualTo(new Change.Opened(false));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoFollowsAnotherLeaderNowHearsItAtOnceThoughTheFirstStillWaits(Kind kind)
      throws InterruptedException {
    try (Bells first = Bells.of(kind, place);
        Bells second = Bells.of(kind, place);
        Bells follower = Bells.of(kind, place)) {
      first.leads();
      ElectionRecord held = second.leads();
      follower.follows(first);
      long began = System.nanoTime();
      Bells.await(
          "it waits for the second one, and for the first no more, of whom it reads nothing",
          () -> {
            follower.reads(second);
            return second.listeners() > 0 && first.listeners() == 0;
          });
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      follower.forgets();
      second.publishes(held, "after");
      assertThat(follower.hears(Change.class)).isEqualTo(new Change.Rung());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProcessThatDiesRingsByDying(Kind kind) throws InterruptedException {
    try (FaultProxy network = proxy();
        Bells follower = Bells.of(kind, place);
        Bells leader = Bells.of(kind, through(network))) {
      leader.leads();
      follower.follows(leader);
      follower.forgets();

      network.cut();
      network.blackHole();

      follower.hears(Change.Rung.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBellThatIsKilledIsHeldAgain(Kind kind) throws InterruptedException {
    try (Bells leader = Bells.of(kind, place);
        Bells follower = Bells.of(kind, place)) {
      ElectionRecord held = leader.leads();
      leader.forgets();
      String killed = leader.holder();

      place.run("KILL " + killed);

      leader.hears(Change.Broken.class);
      leader.hears(Change.Opened.class);
      Bells.await("it is held again", () -> !List.of("null", killed).contains(leader.holder()));
      follower.follows(leader);
      follower.forgets();
      leader.publishes(held, "after");
      follower.hears(Change.Rung.class);
      assertThat(leader.store.renew(leader.lease.id()).block(PATIENCE)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFollowerThatIsKilledListensAgain(Kind kind) throws InterruptedException {
    try (Bells leader = Bells.of(kind, place);
        Bells follower = Bells.of(kind, place)) {
      ElectionRecord held = leader.leads();
      follower.follows(leader);
      follower.forgets();

      String killed = leader.waiting().get(0);
      place.run("KILL " + killed);

      follower.hears(Change.Broken.class);
      follower.hears(Change.Opened.class);
      Bells.await(
          "another waits", () -> leader.waiting().stream().anyMatch(id -> !id.equals(killed)));
      follower.forgets();
      leader.publishes(held, "after");
      follower.hears(Change.Rung.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerWhoHoldsTheLockIsWaitedOutAndCostsNothingElse(Kind kind) throws Exception {
    try (Bells leader = Bells.of(kind, place);
        Bells follower = Bells.of(kind, place);
        Connection stranger = place.connect()) {
      leader.hears(Change.Opened.class);
      take(stranger, leader.lock());

      ElectionRecord held = leader.wins();
      assertThat(leader.hears(Change.Broken.class).cause()).hasMessageContaining("somebody else");
      assertThat(leader.store.renew(leader.lease.id()).block(MOMENT)).isTrue();
      follower.follows(leader);
      assertThat(leader.publishes(held, "meanwhile")).isNotNull();

      place.run("KILL " + leader.holder());
      leader.hears(Change.Opened.class);
      Bells.await("the bell is held", () -> !leader.holder().equals("null"));
    }
  }

  private static void take(Connection stranger, String lock) throws SQLException {
    try (Statement statement = stranger.createStatement()) {
      statement.execute("SELECT GET_LOCK('" + lock + "', 0)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerWhoRingsWithoutEndIsHeardAFewTimesASecond(Kind kind) throws Exception {
    try (Bells leader = Bells.of(kind, place);
        Bells follower = Bells.of(kind, place)) {
      ElectionRecord held = leader.leads();
      follower.follows(leader);
      follower.forgets();
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < end) {
        held = leader.publishes(held, "again");
      }
      int heard = 0;
      while (!follower.hearsNothingFor(MOMENT)) {
        heard++;
      }
      assertThat(heard).isBetween(5, 60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoClosesDoesNotWaitForTheBell(Kind kind) {
    try (Bells leader = Bells.of(kind, place)) {
      leader.leads();
      for (int i = 0; i < 3; i++) {
        Bells follower = Bells.of(kind, place);
        follower.follows(leader);
        long began = System.nanoTime();
        follower.store.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        Bells.await("nobody waits", () -> leader.listeners() == 0);
        // The server sees it by itself, and does not wait until it has waited for the lock.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      }
    }
    if (kind == Kind.JDBC) {
      Bells.await("no thread is left", DoorbellTest::noThreads);
    }
  }

  private static boolean noThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("election-jdbc-bell"));
  }

  @ParameterizedTest
  @EnumSource
  void whoHearsNoMoreHasNoConnectionForIt(Kind kind) {
    try (Bells leader = Bells.of(kind, place)) {
      leader.leads();
      Bells follower = Bells.of(kind, place);
      follower.follows(leader);
      follower.hearsNoMore();

      Bells.await("nobody waits", () -> leader.listeners() == 0);
      follower.reads(leader);
      leader.hearsNoMore();
      Bells.await("nobody holds", () -> leader.holder().equals("null"));
      follower.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void switchedOffItNeitherHoldsNorHears(Kind kind) throws InterruptedException {
    try (Bells leader = Bells.of(kind, place);
        Bells deaf = new Bells(kind.store(place, false), place)) {
      leader.leads();
      deaf.reads(leader);
      deaf.wins();

      assertThat(deaf.hearsNothingFor(MOMENT)).isTrue();
      assertThat(leader.listeners()).isZero();
      assertThat(deaf.holder()).isEqualTo("null");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileTheServerIsGoneThatIsToldAndAfterwardsItGoesOn(Kind kind) throws InterruptedException {
    try (FaultProxy network = proxy();
        Bells leader = Bells.of(kind, through(network));
        Bells follower = Bells.of(kind, place)) {
      ElectionRecord held = leader.leads();
      leader.forgets();
      network.limit(0);
      network.cut();
      leader.hears(Change.Broken.class);
      leader.hears(Change.Broken.class);
      network.heal();
      leader.hears(Change.Opened.class);
      Bells.await("it is held again", () -> !leader.holder().equals("null"));
      follower.follows(leader);
      follower.forgets();
      leader.publishes(held, "after");
      follower.hears(Change.Rung.class);
    }
  }

  private FaultProxy proxy() {
    return FaultProxy.to(new InetSocketAddress(place.host(), place.port()));
  }

  private Place through(FaultProxy network) {
    return place.at("127.0.0.1", network.address().getPort());
  }
}
