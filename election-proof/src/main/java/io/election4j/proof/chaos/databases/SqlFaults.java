package io.election4j.proof.chaos.databases;

import static java.util.stream.Collectors.toSet;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Harm done by statements, which any user of the database may send. */
final class SqlFaults {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String RECORD =
      "SELECT term FROM election_record WHERE election = ? FOR UPDATE";
  private static final String LEASE =
      "SELECT version FROM election_lease WHERE lease ="
          + " (SELECT holder FROM election_record WHERE election = ?) FOR UPDATE";

  private final ServerAddress address;

  SqlFaults(ServerAddress address) {
    this.address = address;
  }

  List<ChaosFault> all() {
    return List.of(
        new ChaosFault("connections-killed", 0, 0.2, this::killConnections),
        new ChaosFault("record-locked", 0.1, 1.6, scene -> lock(scene, RECORD)),
        new ChaosFault("lease-locked", 0.1, 1.6, scene -> lock(scene, LEASE)));
  }

  /** KILL, for every connection of some candidates. */
  private AutoCloseable killConnections(Scene scene) {
    Set<Integer> ports =
        scene.targets().stream()
            .map(CandidateView::ways)
            .flatMap(List::stream)
            .flatMap(way -> way.serverSidePorts().stream())
            .collect(toSet());
    try (SqlSession session = session()) {
      session
          .rows(
              row -> new Client(row.get("id", Long.class), row.get("host", String.class)),
              "SELECT id AS id, host AS host FROM information_schema.processlist")
          .stream()
          .filter(client -> ports.contains(client.port()))
          .forEach(client -> kill(session, client));
    }
    return () -> {};
  }

  private static void kill(SqlSession session, Client client) {
    try {
      session.update("KILL " + client.id());
    } catch (RuntimeException gone) {
      // It has closed in between.
    }
  }

  /** Another session's transaction that is not in a hurry. */
  private AutoCloseable lock(Scene scene, String statement) {
    return Blockade.by(address, "BEGIN", statement, scene.election());
  }

  private SqlSession session() {
    return new SqlSession(address, PATIENCE);
  }

  private record Client(Long id, String host) {

    Client {
      Objects.requireNonNull(id, "id");
    }

    int port() {
      String text = host == null ? "" : host.substring(host.lastIndexOf(':') + 1);
      return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }
  }
}
