package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.jdbc.Bells.Kind;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.servers.proxy.Direction;
import io.election4j.servers.proxy.FaultProxy;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What takes longer than one wait on the server; so both stores do it at once. */
class DoorbellPatienceTest {

  @Test
  void aConnectionThatFreezesIsReplacedAndWhoHasWaitedForLongCanFollowAnother()
      throws InterruptedException {
    try (TestServer server = TestServers.mysql()) {
      Place place = Place.of(server);
      try (Case r2dbc = new Case(Kind.R2DBC, place);
          Case jdbc = new Case(Kind.JDBC, place)) {
        r2dbc.freeze();
        jdbc.freeze();

        r2dbc.replaced(jdbc.leader);
        jdbc.replaced(r2dbc.leader);
      }
    }
  }

  /** A leader, and two followers of which one has a network that freezes. */
  private static final class Case implements AutoCloseable {

    private final FaultProxy network;
    private final Bells leader;
    private final Bells quiet;
    private final Bells frozen;
    private final ElectionRecord held;

    Case(Kind kind, Place place) {
      network = FaultProxy.to(new InetSocketAddress(place.host(), place.port()));
      leader = Bells.of(kind, place);
      held = leader.leads();
      quiet = Bells.of(kind, place);
      quiet.follows(leader);
      frozen = Bells.of(kind, place.at("127.0.0.1", network.address().getPort()));
      frozen.reads(leader);
      Bells.await("both wait", () -> leader.listeners() == 2);
    }

    void freeze() {
      quiet.forgets();
      frozen.forgets();
      network.hold(Direction.values());
    }

    void replaced(Bells another) throws InterruptedException {
      frozen.hears(Change.Broken.class);
      assertThat(quiet.hearsNothingFor(Duration.ZERO)).as("for longer than one wait").isTrue();
      int others = another.listeners();
      long began = System.nanoTime();
      Bells.await(
          "it waits for another bell",
          () -> {
            quiet.reads(another);
            return another.listeners() > others;
          });
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      network.heal();
      frozen.hears(Change.Opened.class);
      Bells.await("it waits again", () -> leader.listeners() > 0);
      frozen.forgets();
      leader.publishes(held, "after");
      frozen.hears(Change.Rung.class);
    }

    @Override
    public void close() {
      frozen.close();
      quiet.close();
      leader.close();
      network.close();
    }
  }
}
