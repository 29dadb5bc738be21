package io.election4j.proof.chaos.databases;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.ChaosServer;
import io.election4j.servers.OwnServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server of the MySQL family, or a PostgreSQL. */
public final class SqlChaosServer implements ChaosServer {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServerAddress address;
  private final @Nullable OwnServer own;
  private final @Nullable FakeTime clock;

  private SqlChaosServer(ServerAddress address, @Nullable OwnServer own, @Nullable FakeTime clock) {
    this.address = address;
    this.own = own;
    this.clock = clock;
  }

  /** Takes a server that runs already, and is not to be harmed beyond its own database. */
  public static SqlChaosServer given(ServerAddress address) {
    return new SqlChaosServer(address, null, null);
  }

  /** Starts a server, which candidates reach as its usual URL says. */
  public static SqlChaosServer start(OwnServer.Kind kind) {
    return start(kind, "");
  }

  /** Starts a server, which candidates reach by JDBC. */
  public static SqlChaosServer startForJdbc(OwnServer.Kind kind) {
    return start(kind, "jdbc:");
  }

  private static SqlChaosServer start(OwnServer.Kind kind, String before) {
    FakeTime clock = FakeTime.isAvailable() ? FakeTime.create() : null;
    OwnServer own = OwnServer.start(kind, clock == null ? Map.of() : clock.environment());
    return new SqlChaosServer(new ServerAddress(before + own.url(), null), own, clock);
  }

  @Override
  public String description() {
    return own == null ? "the server given" : own.description();
  }

  @Override
  public ServerAddress address() {
    return address;
  }

  @Override
  public List<ChaosFault> faults() {
    SqlFaults sql = new SqlFaults(address);
    List<ChaosFault> faults = new ArrayList<>(sql.all());
    if (own != null) {
      faults.addAll(sql.ofOwnServer(own));
      faults.addAll(new OwnServerFaults(own).all("server-kill"));
    }
    if (clock != null) {
      faults.add(new ClockFault(clock, this::seconds).fault());
    }
    return faults;
  }

  @Override
  public Map<String, String> skipped() {
    return own == null
        ? OwnServerFaults.notOurs(
            "server-kill",
            "server-freeze",
            "leases-table-locked",
            "records-table-locked",
            "max-connections",
            ClockFault.NAME)
        : clock == null ? Map.of(ClockFault.NAME, FakeTime.MISSING) : Map.of();
  }

  @Override
  public Map<String, Long> rows() {
    try (SqlSession session = SqlSession.to(address, PATIENCE)) {
      return Stream.of("election_lease", "election_record")
          .collect(
              toMap(
                  table -> table,
                  table ->
                      session
                          .rows(
                              row -> requireNonNull(row.get(0, Long.class)),
                              "SELECT COUNT(*) FROM " + table)
                          .get(0)));
    }
  }

  private long seconds() {
    try (SqlSession session = SqlSession.to(address, PATIENCE)) {
      return session
          .rows(row -> requireNonNull(row.get(0, Long.class)), SqlProduct.of(address).seconds())
          .get(0);
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
    if (clock != null) {
      clock.close();
    }
  }
}
