package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.AtRisk;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Ready;
import io.election4j.ElectionEvent.Recovered;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import io.election4j.ElectionStatus;
import io.election4j.Leader;
import io.election4j.Leadership;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What is so in one election, and what happens. Written to on the engine's thread; read by all. */
final class ElectionView implements WorkRegistry.Told {

  private final String name;
  private final Shell shell;
  private final Consumer<ElectionEvent> told;
  private final Listeners<ElectionEvent> listeners;
  private final WorkRegistry works;

  /** Like the watchers, can be changed once there is one. */
  private List<Runnable> untilRevoked = List.of();

  private List<Runnable> watchers = List.of();

  private volatile boolean running = true;
  private volatile Set<Input.Gate> closedGates = Set.of();
  private volatile @Nullable Leader leader;
  private volatile @Nullable LeaseId holder;
  private volatile @Nullable TimedLeadership leadership;
  private volatile ElectionEvent.@Nullable Reason lastLoss;
  private volatile long sinceMillis;
  private volatile long term;
  private @Nullable Vacant vacancy;
  private long vacantNanos;
  private boolean readyTold;

  /**
   * Creates what is so before anything has happened.
   *
   * @param told what happens, before the listeners are
   */
  ElectionView(String name, Shell shell, Consumer<ElectionEvent> told) {
    this.name = name;
    this.shell = shell;
    this.told = told;
    this.listeners = shell.loop().listeners();
    this.works = new WorkRegistry(name, shell.loop(), this);
    this.sinceMillis = clocks().wall().toEpochMilli();
  }

  private Clocks clocks() {
    return shell.loop().clocks();
  }

  // == What is so ==

  /** Returns whether this process still takes part. */
  boolean running() {
    return running;
  }

  Optional<Leader> leader() {
    return running ? Optional.ofNullable(leader) : Optional.empty();
  }

  Optional<Leadership> leadership() {
    TimedLeadership current = leadership;
    return current != null && current.isValid() ? Optional.of(current) : Optional.empty();
  }

  /**
   * Returns all of it.
   *
   * @param stands whether this process is a candidate
   * @param gates what keeps it from standing, beside the gates of this election
   */
  ElectionStatus status(boolean stands, Set<ElectionStatus.Gate> gates) {
    Optional<Leadership> mine = leadership();
    Optional<Leader> known = leader();
    ElectionStatus.Role idle = stands ? ElectionStatus.Role.FOLLOWER : ElectionStatus.Role.OBSERVER;
    Set<ElectionStatus.Gate> closed = EnumSet.noneOf(ElectionStatus.Gate.class);
    closed.addAll(gates);
    closedGates.forEach(gate -> closed.add(ElectionStatus.Gate.valueOf(gate.name())));
    return new ElectionStatus(
        name,
        mine.isPresent() ? ElectionStatus.Role.LEADER : idle,
        mine.map(Leadership::term).or(() -> known.map(Leader::term)).orElse(term),
        Instant.ofEpochMilli(sinceMillis),
        mine.map(Leadership::remaining).orElse(Duration.ZERO),
        known.map(Leader::ready).orElse(false),
        known,
        Optional.ofNullable(lastLoss),
        closed,
        shell.settings().candidate(),
        shell.trust().leaseId(),
        running);
  }

  Flux<ElectionEvent> events() {
    return listeners.flux(this::replay);
  }

  WorkRegistry works() {
    return works;
  }

  /** Tells a new listener what is so. */
  private void replay(Consumer<ElectionEvent> listener) {
    Leader known = leader;
    if (vacancy != null) {
      listener.accept(new Vacant(name, vacancy.term(), leaderless()));
    } else if (known != null) {
      listener.accept(new LeaderChanged(name, known));
    }
    TimedLeadership current = leadership;
    if (current != null) {
      listener.accept(new Elected(name, current));
    }
    if (current != null && readyTold) {
      listener.accept(new Ready(name, current.term()));
    }
  }

  /** Returns the lease of the leader; {@code null} if none does that is known to live. */
  @Nullable LeaseId holder() {
    return holder;
  }

  /** Runs something, on the engine's thread, whenever somebody else leads or nobody does. */
  void watch(Runnable watcher) {
    if (watchers.isEmpty()) {
      watchers = new ArrayList<>();
    }
    watchers.add(watcher);
  }

  private void holder(@Nullable LeaseId now) {
    if (!Objects.equals(holder, now)) {
      holder = now;
      watchers.forEach(Runnable::run);
    }
  }

  /** Runs something once this process does not lead. */
  void whenRevoked(Runnable task) {
    if (leadership == null) {
      task.run();
    } else {
      if (untilRevoked.isEmpty()) {
        untilRevoked = new ArrayList<>();
      }
      untilRevoked.add(task);
    }
  }

  // == What happens ==

  /** Opens or closes a gate, whatever the others say. */
  void admit(Input.Gate gate, boolean open) {
    if (running) {
      Set<Input.Gate> gates = EnumSet.noneOf(Input.Gate.class);
      gates.addAll(closedGates);
      if (open) {
        gates.remove(gate);
      } else {
        gates.add(gate);
      }
      closedGates = gates;
      shell.loop().step(new Input.Admit(name, gate, open));
    }
  }

  /** This process takes no part any more. */
  void left() {
    running = false;
    listeners.complete();
  }

  /** The store cannot be used. */
  void failed(Throwable cause) {
    running = false;
    listeners.fail(cause);
  }

  void on(EngineEvent signal) {
    if (signal instanceof EngineEvent.Elected elected) {
      elected(elected);
    } else if (signal instanceof EngineEvent.Stopping) {
      works.stop();
    } else if (signal instanceof EngineEvent.Ceased) {
      endLeadership();
    } else if (signal instanceof EngineEvent.Revoked revoked) {
      revoked(revoked);
    } else if (signal instanceof EngineEvent.Changed changed) {
      changed(changed.record());
    } else if (signal instanceof EngineEvent.Leaderless gone) {
      vacant(gone.record().term(), gone.leaderless());
    } else if (signal instanceof EngineEvent.Published published) {
      published(published.record());
    } else if (signal instanceof EngineEvent.NotPublished refused) {
      notPublished(refused);
    } else if (signal instanceof EngineEvent.Overdue late) {
      works.overdue(late);
    } else if (signal instanceof EngineEvent.AtRisk atRisk) {
      atRisk(atRisk);
    } else if (signal instanceof EngineEvent.Recovered recovered) {
      tell(new Recovered(name, recovered.term()));
    }
  }

  private void elected(EngineEvent.Elected elected) {
    TimedLeadership won = shell.trust().leadership(elected);
    readyTold = false;
    noticed(won.term());
    leadership = won;
    tell(new Elected(name, won));
    works.start(won);
  }

  private void revoked(EngineEvent.Revoked revoked) {
    noticed(Math.max(term, revoked.newerTerm()));
    lastLoss = revoked.reason();
    endLeadership();
    leadership = null;
    works.stop();
    tell(new Revoked(name, revoked.term(), revoked.reason(), revoked.newerTerm()));
    List<Runnable> tasks = untilRevoked;
    untilRevoked = List.of();
    tasks.forEach(Runnable::run);
  }

  private void endLeadership() {
    TimedLeadership current = leadership;
    if (current != null) {
      current.end();
    }
  }

  @Override
  public void stopped(long term) {
    shell.loop().submit(new Input.WorkStopped(name, term));
  }

  @Override
  public void overdue(ElectionEvent.WorkOverdue event) {
    tell(event);
  }

  /** Nothing more is done here, and what still runs is left alone with a lease that runs out. */
  void abandoned() {
    TimedLeadership current = leadership;
    if (current != null) {
      revoked(new EngineEvent.Revoked(name, current.term(), ElectionEvent.Reason.CLOSED, 0));
    }
    if (works.term() != 0) {
      works.overdue(new EngineEvent.Overdue(name, works.term(), false));
    }
  }

  private void atRisk(EngineEvent.AtRisk atRisk) {
    TimedLeadership current = leadership;
    if (current != null) {
      tell(new AtRisk(name, atRisk.term(), current.remaining()));
    }
  }

  // == Who leads ==

  private void changed(ElectionRecord record) {
    LeaseId named = record.holder();
    Candidate candidate = record.leader();
    if (named == null || candidate == null) {
      vacant(record.term(), Duration.ZERO);
    } else {
      Leader now =
          new Leader(candidate, record.term(), shell.trust().isOurs(named), record.value());
      if (leader == null || leader.term() != now.term()) {
        noticed(now.term());
      }
      leader = now;
      vacancy = null;
      tell(new LeaderChanged(name, now));
      holder(named);
    }
  }

  private void vacant(long lastTerm, Duration seen) {
    if (vacancy != null && vacancy.term() == lastTerm) {
      return;
    }
    leader = null;
    noticed(lastTerm);
    vacantNanos = clocks().nanos() - seen.toNanos();
    vacancy = new Vacant(name, lastTerm, seen);
    tell(vacancy);
    holder(null);
  }

  private void noticed(long newest) {
    term = newest;
    sinceMillis = clocks().wall().toEpochMilli();
  }

  private Duration leaderless() {
    return Duration.ofNanos(clocks().nanos() - vacantNanos);
  }

  private void published(ElectionRecord record) {
    TimedLeadership current = leadership;
    if (current != null && current.term() == record.term()) {
      boolean wasReady = current.publications().ready();
      current.publications().published(record);
      if (!wasReady && current.publications().ready()) {
        readyTold = true;
        tell(new Ready(name, current.term()));
      }
    }
  }

  private void notPublished(EngineEvent.NotPublished refused) {
    TimedLeadership current = leadership;
    if (current != null && current.term() == refused.term()) {
      current.publications().refused(refused);
    }
  }

  private void tell(ElectionEvent event) {
    told.accept(event);
    listeners.emit(event);
  }
}
