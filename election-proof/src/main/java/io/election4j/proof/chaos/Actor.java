package io.election4j.proof.chaos;

import io.election4j.servers.processes.ChildProcess;
import io.election4j.servers.proxy.FaultProxy;
import java.util.List;

/** One candidate's process and what is between it and the server. Safe for several threads. */
public interface Actor {

  /** Returns its name, unique in its election. */
  String name();

  /** Returns its process. */
  ChildProcess process();

  /**
   * Returns its ways to the server: one, or for a replica set one to each of {@link
   * ChaosServer#members()}, in their order.
   */
  List<FaultProxy> ways();

  /** Lets its work go on whatever becomes of its leadership, or no more so. */
  void defy(boolean defiant);
}
