package io.election4j.proof.chaos.databases;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Harm done by statements: those that any user of the database may send, and others. */
final class SqlFaults {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String RECORD =
      "SELECT term FROM election_record WHERE election = ? FOR UPDATE";
  private static final String LEASE =
      "SELECT version FROM election_lease WHERE lease ="
          + " (SELECT holder FROM election_record WHERE election = ?) FOR UPDATE";

  private final ServerAddress address;
  private final SqlProduct product;

  SqlFaults(ServerAddress address) {
    this.address = address;
    this.product = SqlProduct.of(address);
  }

  List<ChaosFault> all() {
    return List.of(
        new ChaosFault("connections-killed", 0, 0.2, this::killConnections),
        new ChaosFault("record-locked", 0.1, 1.6, scene -> lock(scene, RECORD)),
        new ChaosFault("lease-locked", 0.1, 1.6, scene -> lock(scene, LEASE)));
  }

  /**
   * Returns harm that concerns everybody.
   *
   * @param server to be started anew if it can be healed in no other way
   */
  List<ChaosFault> ofOwnServer(TestServer server) {
    return List.of(
        new ChaosFault("leases-table-locked", 0.1, 1.6, scene -> lockTable("election_lease")),
        new ChaosFault("records-table-locked", 0.1, 1.6, scene -> lockTable("election_record")),
        new ChaosFault("max-connections", 0.2, 1.6, scene -> useUpConnections(server, scene)));
  }

  private AutoCloseable useUpConnections(TestServer server, Scene scene) throws Exception {
    return product.isPostgreSql()
        ? PostgreSqlCrowd.before(address, scene)
        : new MySqlCrowd(address, server).before(scene);
  }

  /** For every connection of some candidates. */
  private AutoCloseable killConnections(Scene scene) {
    Set<Integer> ports =
        scene.targets().stream()
            .map(CandidateView::ways)
            .flatMap(List::stream)
            .flatMap(way -> way.serverSidePorts().stream())
            .collect(toSet());
    try (SqlSession session = SqlSession.to(address, PATIENCE)) {
      session
          .rows(
              row -> new Client(requireNonNull(row.get(0, Long.class)), row.get(1, String.class)),
              product.clients())
          .stream()
          .filter(client -> ports.contains(client.port()))
          .forEach(client -> kill(session, client));
    }
    return () -> {};
  }

  private void kill(SqlSession session, Client client) {
    try {
      session.rows(row -> 0, product.kill().formatted(client.id()));
    } catch (RuntimeException gone) {
      // It has closed in between.
    }
  }

  /** Another session's transaction that is not in a hurry. */
  private AutoCloseable lock(Scene scene, String statement) {
    return Blockade.by(address, "BEGIN", statement, scene.election());
  }

  private AutoCloseable lockTable(String table) {
    return Blockade.by(address, "BEGIN", product.lockTable().formatted(table));
  }

  private record Client(long id, @Nullable String host) {

    int port() {
      String text = host == null ? "" : host.substring(host.lastIndexOf(':') + 1);
      return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }
  }
}
