package io.election4j.cli.chaos;

import io.election4j.testkit.chaos.ChaosAddress;
import io.election4j.testkit.chaos.ChaosServer;
import io.election4j.testkit.chaos.Fault;
import io.election4j.testkit.chaos.Scene;
import io.election4j.testkit.servers.AdjustableClock;
import io.election4j.testkit.servers.OwnServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A MongoDB, or the fake one. */
public final class MongoChaosServer implements ChaosServer {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String STOP = "server-stop";
  private static final String FREEZE = "server-freeze";
  private static final String DISCONNECT = "connections-killed";

  private final String description;
  private final ChaosAddress address;
  private final @Nullable OwnServer own;

  private MongoChaosServer(String description, ChaosAddress address, @Nullable OwnServer own) {
    this.description = description;
    this.address = address;
    this.own = own;
  }

  /** Takes a server that runs already, and is not to be harmed beyond its own database. */
  public static MongoChaosServer given(ChaosAddress address) {
    return new MongoChaosServer("the server given", address, null);
  }

  /** Starts a fake one. */
  public static MongoChaosServer start() {
    OwnServer own = OwnServer.start(OwnServer.Kind.MONGO, Map.of());
    return new MongoChaosServer(own.description(), new ChaosAddress(own.url(), null), own);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public ChaosAddress address() {
    return address;
  }

  @Override
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (own != null) {
      OwnServer server = own;
      faults.addAll(new OwnServerFaults(server).all(STOP));
      faults.add(new Fault(DISCONNECT, 0, 0.2, scene -> disconnect(server, scene)));
    }
    // Not libfaketime: a virtual machine's timed waits do not bear it.
    if (own instanceof AdjustableClock clock) {
      faults.add(new ClockFault(clock, this::seconds).fault());
    }
    return faults;
  }

  @Override
  public Map<String, String> skipped() {
    if (own == null) {
      return OwnServerFaults.notOurs(STOP, FREEZE, DISCONNECT, ClockFault.NAME);
    }
    Map<String, String> skipped = new HashMap<>();
    skipped.put("server-kill", "the fake MongoDB has its data in memory; " + STOP + " keeps it");
    skipped.put("record-locked", "the fake MongoDB has no locks; " + FREEZE + " is as slow");
    skipped.put("max-connections", "the fake MongoDB has no limit; see connections-used-up");
    return skipped;
  }

  /** The server breaks all connections; others can be made at once. */
  private static AutoCloseable disconnect(OwnServer server, Scene scene) {
    server.restart();
    return () -> {};
  }

  private long seconds() {
    try (MongoSession session = new MongoSession(address, PATIENCE)) {
      Document hello = session.wait(session.admin().runCommand(new Document("hello", 1)));
      return hello.getDate("localTime").getTime() / 1_000;
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
