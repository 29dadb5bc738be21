package io.election4j.testkit.virtual;

import io.election4j.Candidate;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.testkit.virtual.internal.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A world for the tests of an application: virtual time, a store in memory, and processes whose
 * elections are the real ones. Unless a script says who leads, they elect a leader as always.
 *
 * <p>Time passes in {@link #pass}, and in the events of a process's script, such as {@link
 * VirtualProcess#elect}. Whatever happens meanwhile, callbacks and work included, happens on the
 * thread that calls these, before they return. Not thread-safe.
 */
public final class VirtualWorld {

  /** Stands for everybody who is not a process of this world. */
  static final String OTHERS = "";

  private final VirtualTime time = new VirtualTime();
  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();
  private final StandIn standIn = new StandIn(data, time);
  private final Map<String, String> chosen = new HashMap<>();

  private VirtualWorld() {}

  /** Returns a new world, in which nothing has happened yet. */
  public static VirtualWorld create() {
    return new VirtualWorld();
  }

  /**
   * Returns a new process in this world.
   *
   * @param name that it stands as, unless its {@linkplain VirtualProcess#builder() builder} is told
   *     otherwise
   */
  public VirtualProcess process(String name) {
    VirtualStore connection = new VirtualStore(data.connect(), election -> mayWin(name, election));
    return new VirtualProcess(name, this, connection);
  }

  /** Lets time pass, and everything happen that is due until then. */
  public void pass(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException("span " + span + " is negative: time does not go back");
    }
    time.pass(span.toNanos());
  }

  VirtualTime time() {
    return time;
  }

  StandIn standIn() {
    return standIn;
  }

  InMemoryLeaseStore data() {
    return data;
  }

  /** From now on only this process can win this election; whoever holds it loses it. */
  void choose(String election, String name) {
    chosen.put(election, name);
    standIn.vacate(election);
  }

  /** From now on this candidate leads, which is none of the processes. */
  void chooseOther(String election, Candidate other) {
    chosen.put(election, OTHERS);
    standIn.takeOver(election, other);
  }

  private boolean mayWin(String name, String election) {
    return chosen.getOrDefault(election, name).equals(name);
  }
}
