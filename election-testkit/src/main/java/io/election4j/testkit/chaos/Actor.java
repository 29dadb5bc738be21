package io.election4j.testkit.chaos;

import io.election4j.testkit.processes.ChildProcess;
import io.election4j.testkit.proxy.FaultProxy;

/** One candidate's process and the proxy between it and the server. Safe for several threads. */
public interface Actor {

  /** Returns its name, unique in its election. */
  String name();

  /** Returns its process. */
  ChildProcess process();

  /** Returns its way to the server. */
  FaultProxy proxy();

  /** Lets its work go on whatever becomes of its leadership, or no more so. */
  void defy(boolean defiant);
}
