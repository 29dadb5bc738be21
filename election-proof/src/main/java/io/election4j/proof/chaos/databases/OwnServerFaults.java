package io.election4j.proof.chaos.databases;

import static java.util.stream.Collectors.toMap;

import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.OwnServer;
import io.election4j.servers.processes.Freeze;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Harm done to the process of a server that was started for it. */
final class OwnServerFaults {

  private final OwnServer server;

  OwnServerFaults(OwnServer server) {
    this.server = server;
  }

  /**
   * Returns them.
   *
   * @param stopping the name for what {@link OwnServer#stop()} does
   */
  List<ChaosFault> all(String stopping) {
    return List.of(
        new ChaosFault(stopping, 0.1, 1.2, this::stop),
        new ChaosFault("server-freeze", 0.1, 1.6, this::freeze));
  }

  /** Says of faults why they are not done to a server that others may use. */
  static Map<String, String> notOurs(String... names) {
    return Arrays.stream(names)
        .collect(toMap(name -> name, name -> "the server was not started for this"));
  }

  private AutoCloseable stop(Scene scene) {
    server.stop();
    return server::start;
  }

  private AutoCloseable freeze(Scene scene) throws IOException {
    long pid = server.pid().orElseThrow(() -> new IOException("the server's process does not run"));
    return Freeze.family(pid);
  }
}
