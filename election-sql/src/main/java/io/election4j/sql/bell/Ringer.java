package io.election4j.sql.bell;

import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Holds the bells of our own leases, all on one connection, and rings them. */
final class Ringer {

  /** As often it is looked whether they are held still. */
  private static final Duration CHECK = Duration.ofSeconds(5);

  private final BellRun run;
  private final Signal signal;

  /** Whose bells are to be held, and which of them to be rung. */
  private final Set<LeaseId> wanted = new LinkedHashSet<>();

  private final Set<LeaseId> due = new LinkedHashSet<>();

  /** Those that the connection of now has. */
  private final Set<LeaseId> held = new HashSet<>();

  private boolean running;

  Ringer(BellRun run) {
    this.run = run;
    this.signal = new Signal(run.scheduler());
  }

  /** What is to be done next about one bell. */
  private record Task(
      LeaseId lease, BiFunction<ProvenConnection, String, Mono<BellSql.Answer>> statement) {}

  /** Has a bell held; returns whether it was not. */
  synchronized boolean hold(LeaseId own) {
    boolean another = wanted.add(own);
    if (another) {
      signal.raise();
    }
    return another;
  }

  /** Returns whether this has to be started, and counts it as started then. */
  synchronized boolean starts() {
    boolean starts = !running && !wanted.isEmpty();
    running |= starts;
    return starts;
  }

  /** Looks at once whether this goes on. */
  void wake() {
    signal.raise();
  }

  /** Rings a bell, if it is held: those who wait for one that is not hear it when it is. */
  synchronized void ring(LeaseId own) {
    if (wanted.contains(own) && due.add(own)) {
      signal.raise();
    }
  }

  /** Lets go of a bell for good, which rings it for the last time. */
  synchronized void letGo(LeaseId own) {
    if (wanted.remove(own)) {
      due.remove(own);
      signal.raise();
    }
  }

  synchronized boolean holds(LeaseId own) {
    return wanted.contains(own);
  }

  Mono<Void> on(ProvenConnection connection, Runnable well) {
    synchronized (this) {
      held.clear();
    }
    return Mono.defer(() -> turn(connection))
        .doOnSuccess(done -> well.run())
        .repeat(this::goesOn)
        .then();
  }

  private synchronized boolean goesOn() {
    running = !run.over() && (!wanted.isEmpty() || !held.isEmpty());
    return running;
  }

  private Mono<Void> turn(ProvenConnection connection) {
    Task task = next();
    return task == null
        ? signal.await(CHECK).filter(raised -> !raised).flatMap(quiet -> check(connection))
        : task.statement().apply(connection, BellSql.name(task.lease())).then();
  }

  private synchronized @Nullable Task next() {
    for (Iterator<LeaseId> i = held.iterator(); i.hasNext(); ) {
      LeaseId lease = i.next();
      if (!wanted.contains(lease)) {
        i.remove();
        return new Task(lease, (line, lock) -> line.ask(BellSql::letGo, lock));
      }
    }
    for (LeaseId lease : wanted) {
      if (held.add(lease)) {
        due.remove(lease);
        return new Task(lease, Ringer::take);
      }
    }
    Iterator<LeaseId> first = due.iterator();
    if (!first.hasNext()) {
      return null;
    }
    LeaseId lease = first.next();
    first.remove();
    return new Task(lease, Ringer::ring);
  }

  private static Mono<BellSql.Answer> take(ProvenConnection connection, String lock) {
    return connection.ask(BellSql::take, lock).filter(BellSql.Answer::yes).switchIfEmpty(taken());
  }

  private static Mono<BellSql.Answer> ring(ProvenConnection connection, String lock) {
    return connection.ask(BellSql::ring, lock).filter(BellSql.Answer::yes).switchIfEmpty(taken());
  }

  private Mono<Void> check(ProvenConnection connection) {
    LeaseId one;
    synchronized (this) {
      one = held.stream().findFirst().orElse(null);
    }
    return one == null
        ? Mono.empty()
        : connection
            .ask(BellSql::look, BellSql.name(one))
            .filter(seen -> seen.holder() == connection.id())
            .switchIfEmpty(taken())
            .then();
  }

  private static <T> Mono<T> taken() {
    return Mono.error(
        () -> StoreException.unavailable("the doorbell: somebody else holds our user lock", null));
  }
}
