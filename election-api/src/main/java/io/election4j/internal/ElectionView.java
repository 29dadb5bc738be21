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
import io.election4j.Leader;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is so in one election, and what happens. Written to on the engine's thread; read by all. */
final class ElectionView {

  private final String name;
  private final RunningElections elections;
  private final Listeners<ElectionEvent> listeners;
  private final WorkRegistry works;

  /** Like the watchers, can be changed once there is one. */
  private List<Runnable> untilRevoked = List.of();

  private List<Runnable> watchers = List.of();

  /** Since work was asked to stop, until all of it has. */
  private @Nullable OverdueWork overdue;

  private volatile @Nullable Leader leader;
  private volatile @Nullable LeaseId holder;
  private volatile @Nullable TimedLeadership leadership;
  private volatile ElectionEvent.@Nullable Reason lastLoss;
  private volatile long sinceMillis;
  private volatile long term;
  private @Nullable Vacant vacancy;
  private long vacantNanos;
  private boolean readyTold;

  ElectionView(String name, RunningElections elections) {
    this.name = name;
    this.elections = elections;
    this.listeners = elections.listeners();
    this.works = new WorkRegistry(name, elections.loop(), this::workStopped);
    this.sinceMillis = elections.clocks().wall().toEpochMilli();
  }

  // == What is so ==

  @Nullable Leader leader() {
    return leader;
  }

  /** Returns the leadership that users have been told of, valid or not. */
  @Nullable TimedLeadership leadership() {
    return leadership;
  }

  ElectionEvent.@Nullable Reason lastLoss() {
    return lastLoss;
  }

  /** Returns when the last change of leadership was noticed. */
  Instant since() {
    return Instant.ofEpochMilli(sinceMillis);
  }

  /** Returns the newest term known; 0 if none is. */
  long term() {
    return term;
  }

  Listeners<ElectionEvent> listeners() {
    return listeners;
  }

  WorkRegistry works() {
    return works;
  }

  /** Tells a new listener what is so. */
  void replay(Consumer<ElectionEvent> listener) {
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

  void on(EngineEvent signal) {
    if (signal instanceof EngineEvent.Elected elected) {
      elected(elected);
    } else if (signal instanceof EngineEvent.Stopping) {
      stopWork();
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
    } else if (signal instanceof EngineEvent.Overdue late) {
      overdue(late);
    } else if (signal instanceof EngineEvent.AtRisk atRisk) {
      atRisk(atRisk);
    } else if (signal instanceof EngineEvent.Recovered recovered) {
      tell(new Recovered(name, recovered.term()));
    }
  }

  private void elected(EngineEvent.Elected elected) {
    TimedLeadership won = elections.leadership(elected);
    allStopped();
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
    stopWork();
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

  private void stopWork() {
    if (overdue == null && works.term() != 0) {
      overdue = new OverdueWork(elections.loop(), elections.clocks(), this::overdue);
    }
    works.stop();
  }

  private void allStopped() {
    if (overdue != null) {
      overdue.stopped();
      overdue = null;
    }
  }

  private void workStopped(long term) {
    allStopped();
    elections.loop().submit(new Input.WorkStopped(name, term));
  }

  private void overdue(EngineEvent.Overdue late) {
    if (overdue != null) {
      overdue.overdue(late);
    }
  }

  private void overdue(ElectionEvent.WorkOverdue event) {
    tell(event);
    if (!event.held()) {
      elections.lastResort(event);
    }
  }

  /** Nothing more is done here, and what still runs is left alone with a lease that runs out. */
  void abandoned() {
    TimedLeadership current = leadership;
    if (current != null) {
      revoked(new EngineEvent.Revoked(name, current.term(), ElectionEvent.Reason.CLOSED, 0));
    }
    if (works.term() != 0) {
      overdue(new EngineEvent.Overdue(name, works.term(), false));
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
      Leader now = new Leader(candidate, record.term(), elections.isOurs(named), record.value());
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
    vacantNanos = elections.clocks().nanos() - seen.toNanos();
    vacancy = new Vacant(name, lastTerm, seen);
    tell(vacancy);
    holder(null);
  }

  private void noticed(long newest) {
    term = newest;
    sinceMillis = elections.clocks().wall().toEpochMilli();
  }

  private Duration leaderless() {
    return Duration.ofNanos(elections.clocks().nanos() - vacantNanos);
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

  private void tell(ElectionEvent event) {
    elections.told(event);
    listeners.emit(event);
  }
}
