package io.election4j.proof.chaos.databases;

import static java.util.stream.Collectors.toMap;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.ChaosServer;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.AdjustableClock;
import io.election4j.servers.OwnServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A MongoDB, or the fake one. */
public final class MongoChaosServer implements ChaosServer {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String STOP = "server-stop";
  private static final String FREEZE = "server-freeze";
  private static final String DISCONNECT = "connections-killed";

  private final String description;
  private final ServerAddress address;
  private final @Nullable OwnServer own;
  private List<SetMember> members = List.of();
  private boolean harmless = true;

  private MongoChaosServer(String description, ServerAddress address, @Nullable OwnServer own) {
    this.description = description;
    this.address = address;
    this.own = own;
  }

  /**
   * Takes a server or replica set that runs already, and is not to be harmed beyond its own
   * database unless there are orders for its members.
   *
   * @throws IllegalArgumentException if the orders are about something else than its members
   */
  public static MongoChaosServer given(ServerAddress address, MemberOrders orders) {
    if (!MongoSession.isOfASet(address)) {
      if (orders.allowed()) {
        throw new IllegalArgumentException(
            "the URL asks for one server, not for a replica set with members that can be harmed:"
                + " name several, or say replicaSet=NAME");
      }
      return new MongoChaosServer("the server given", address, null);
    }
    MongoChaosServer set = new MongoChaosServer("the replica set given", address, null);
    set.members = set.find(orders);
    set.harmless = !orders.allowed();
    return set;
  }

  /** Starts a fake one. */
  public static MongoChaosServer start() {
    OwnServer own = OwnServer.start(OwnServer.Kind.MONGO, Map.of());
    return new MongoChaosServer(own.description(), new ServerAddress(own.url(), null), own);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public ServerAddress address() {
    return address;
  }

  @Override
  public List<ChaosFault> faults() {
    List<ChaosFault> faults = new ArrayList<>();
    if (!harmless) {
      faults.addAll(new SetFaults(members, this::primary).all());
    }
    if (own != null) {
      OwnServer server = own;
      faults.addAll(new OwnServerFaults(server).all(STOP));
      faults.add(new ChaosFault(DISCONNECT, 0, 0.2, scene -> disconnect(server, scene)));
    }
    // Not libfaketime: a virtual machine's timed waits do not bear it.
    if (own instanceof AdjustableClock clock) {
      faults.add(new ClockFault(clock, this::seconds).fault());
    }
    return faults;
  }

  @Override
  public Map<String, String> skipped() {
    Map<String, String> skipped = new HashMap<>();
    if (harmless) {
      skipped.putAll(
          SetFaults.skipped(
              members.isEmpty() ? "there is one server" : "needs --members (see --help)"));
    }
    if (own == null) {
      skipped.putAll(OwnServerFaults.notOurs(STOP, FREEZE, DISCONNECT, ClockFault.NAME));
      return skipped;
    }
    skipped.put("server-kill", "the fake MongoDB has its data in memory; " + STOP + " keeps it");
    skipped.put("record-locked", "the fake MongoDB has no locks; " + FREEZE + " is as slow");
    skipped.put("max-connections", "the fake MongoDB has no limit; see connections-used-up");
    return skipped;
  }

  @Override
  public List<InetSocketAddress> members() {
    return members.stream().map(SetMember::address).toList();
  }

  /** Asks the set for its members: those that clients find, by the names that they find them by. */
  private List<SetMember> find(MemberOrders orders) {
    List<String> names = hello().getList("hosts", String.class, List.of());
    if (names.isEmpty()) {
      throw new IllegalArgumentException("the server is no member of a replica set");
    }
    orders.requireOnly(Set.copyOf(names));
    return names.stream()
        .map(name -> new ServerAddress("mongodb://" + name, null).servers().get(0))
        .map(found -> new SetMember(found, orders))
        .toList();
  }

  private String primary() {
    return hello().getString("primary");
  }

  private Document hello() {
    try (MongoSession session = new MongoSession(address, PATIENCE)) {
      return session.hello();
    }
  }

  /** The server breaks all connections; others can be made at once. */
  private static AutoCloseable disconnect(OwnServer server, Scene scene) {
    server.restart();
    return () -> {};
  }

  @Override
  public Map<String, Long> rows() {
    try (MongoSession session = new MongoSession(address, PATIENCE)) {
      return Stream.of("election_lease", "election_record")
          .collect(toMap(name -> name, name -> count(session, name)));
    }
  }

  private static long count(MongoSession session, String collection) {
    return session.wait(session.leases().getCollection(collection).countDocuments());
  }

  private long seconds() {
    try (MongoSession session = new MongoSession(address, PATIENCE)) {
      return session.hello().getDate("localTime").getTime() / 1_000;
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
