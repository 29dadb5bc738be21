package io.election4j.proof.chaos;

import io.election4j.demo.harness.ServerAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** The server that elections are held on, one after the other. Safe for use by several threads. */
public interface ChaosServer extends AutoCloseable {

  /** Returns what it is, for a person; never with a password. */
  String description();

  /** Returns where it is. */
  ServerAddress address();

  /**
   * Returns the members of a replica set under the addresses by which clients find them; empty for
   * a server that is reached where the {@link #address()} says.
   */
  default List<InetSocketAddress> members() {
    return List.of();
  }

  /** Returns the harm that can be done to this server, beyond what is done to any. */
  List<ChaosFault> faults();

  /** Returns how many rows or documents each of our tables or collections has, by its name. */
  default Map<String, Long> rows() {
    return Map.of();
  }

  /** Returns the faults that cannot be had here, by name, with the reason of each. */
  Map<String, String> skipped();

  /** Ends it, if it was started for this. */
  @Override
  void close();
}
