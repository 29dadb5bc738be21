package io.election4j.sql.bell;

import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The doorbell for as long as somebody wants to hear: one connection to ring on, a few to listen
 * on, and one to spare, from one use to the next. Safe for use by many threads.
 */
final class BellRun {

  /** After which a connection that nobody has needed is closed. */
  private static final Duration SPARE = Duration.ofMinutes(1);

  private final BellConnections connections;
  private final Consumer<Change> told;
  private final Consumer<NoDoorbell> none;
  private final Set<BellConnection> open = new HashSet<>();
  private final Map<LeaseId, Listener> listeners = new LinkedHashMap<>();
  private final Set<Supervised> broken = new HashSet<>();
  private final Ringer ringer;
  private List<LeaseId> followed = List.of();
  private @Nullable ProvenConnection spare;
  private long spareUse;
  private boolean opened;
  private volatile boolean over;

  /**
   * @param told is told what there is to hear
   * @param none is told once that there is no doorbell, which ends this
   */
  BellRun(BellConnections connections, Consumer<Change> told, Consumer<NoDoorbell> none) {
    this.connections = connections;
    this.told = told;
    this.none = none;
    this.ringer = new Ringer(this);
  }

  /** Proves that there can be a doorbell; what is wanted meanwhile begins after that. */
  void start() {
    new Supervised(this, (connection, well) -> Mono.empty()).start(this::opened);
  }

  private void opened() {
    synchronized (this) {
      if (over) {
        return;
      }
      opened = true;
    }
    told.accept(new Change.Opened(false));
    ring();
    listen();
  }

  // == What its user wants ==

  /** Holds the bell of a lease of our own. */
  void hold(LeaseId own) {
    if (ringer.hold(own)) {
      ring();
    }
  }

  private synchronized void ring() {
    if (opened && !over && ringer.starts()) {
      begin(ringer::on, this::ring);
    }
  }

  /** Rings the bell of a lease, if it is one of ours. */
  void ring(LeaseId own) {
    if (ringer.holds(own)) {
      ringer.ring(own);
      if (followed(own)) {
        rung(); // by another process on the same store
      }
    }
  }

  void letGo(LeaseId own) {
    ringer.letGo(own);
  }

  private synchronized boolean followed(LeaseId lease) {
    return followed.contains(lease);
  }

  /** Says whose bells to wait for, the more important ones first. */
  void follow(Collection<LeaseId> leaders) {
    synchronized (this) {
      followed = List.copyOf(leaders);
      listeners.forEach(
          (leader, listener) -> {
            if (!followed.contains(leader)) {
              listener.end();
            }
          });
    }
    listen();
  }

  private synchronized void listen() {
    if (!opened || over) {
      return;
    }
    for (LeaseId leader : followed) {
      boolean own = ringer.holds(leader);
      if (!own && listeners.size() < connections.listeners() && !listeners.containsKey(leader)) {
        Listener listener = new Listener(this, BellSql.name(leader));
        listeners.put(leader, listener);
        begin(listener::on, () -> ended(leader));
      }
    }
  }

  private void ended(LeaseId leader) {
    synchronized (this) {
      listeners.remove(leader);
    }
    listen();
  }

  private void begin(Supervised.Work work, Runnable then) {
    Supervised one = new Supervised(this, work);
    one.start(
        () -> {
          well(one);
          then.run();
        });
  }

  // == What becomes of connections ==

  /** Emits a connection for one use. */
  Mono<ProvenConnection> take() {
    ProvenConnection kept = spare();
    if (kept != null) {
      return Mono.just(kept);
    }
    return connections
        .open()
        .flatMap(
            made ->
                keep(made)
                    ? ProvenConnection.of(made, connections).doOnError(failed -> drop(made))
                    : Mono.error(new NoDoorbell("")));
  }

  private synchronized @Nullable ProvenConnection spare() {
    ProvenConnection kept = spare;
    spare = null;
    return kept;
  }

  private void dropSpare(long use) {
    ProvenConnection unused = null;
    synchronized (this) {
      if (spareUse == use) {
        unused = spare();
      }
    }
    if (unused != null) {
      drop(unused.connection());
    }
  }

  private boolean keep(BellConnection made) {
    synchronized (this) {
      if (!over) {
        open.add(made);
        return true;
      }
    }
    made.drop();
    return false;
  }

  /** One that others may need soon is kept for a while, unless it is closed already. */
  void giveBack(ProvenConnection connection) {
    long use;
    synchronized (this) {
      boolean sound = open.contains(connection.connection());
      use = sound && spare == null && !over ? ++spareUse : 0;
      spare = use == 0 ? spare : connection;
    }
    if (use == 0) {
      drop(connection.connection());
    } else {
      after(SPARE).subscribe(unused -> dropSpare(use), closed -> {});
    }
  }

  void drop(BellConnection connection) {
    synchronized (this) {
      open.remove(connection);
    }
    connection.drop();
  }

  /** Ends what a session of ours waits for, for which the server asks no privilege. */
  void interrupt(ProvenConnection waiting) {
    long session = waiting.id();
    waiting.connection().interrupted();
    connections
        .read(other -> BellSql.interrupt(other, session))
        .subscribeOn(connections.scheduler())
        .subscribe(done -> {}, failed -> {});
  }

  Mono<Void> proveAgain(ProvenConnection connection) {
    return connection.again(connections).then();
  }

  Mono<Long> after(Duration pause) {
    return Mono.delay(pause, connections.scheduler());
  }

  Scheduler scheduler() {
    return connections.scheduler();
  }

  // == What there is to hear ==

  void rung() {
    tell(new Change.Rung());
  }

  void broken(Supervised what, Throwable why) {
    synchronized (this) {
      broken.add(what);
    }
    tell(new Change.Broken(connections.describe(why)));
  }

  /** Says that one thing works, or is not wanted any more. */
  void well(Supervised what) {
    boolean all;
    synchronized (this) {
      all = broken.remove(what) && broken.isEmpty() && opened;
    }
    if (all) {
      tell(new Change.Opened(false));
    }
  }

  private void tell(Change change) {
    if (!over) {
      told.accept(change);
    }
  }

  void none(NoDoorbell why) {
    if (end()) {
      none.accept(why);
    }
  }

  boolean over() {
    return over;
  }

  /** Ends this and closes its connections; returns whether it was not over before. */
  boolean end() {
    List<BellConnection> all;
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      all = List.copyOf(open);
      open.clear();
    }
    all.forEach(BellConnection::drop);
    ringer.wake();
    return true;
  }
}
