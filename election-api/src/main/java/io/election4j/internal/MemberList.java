package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.Participant;
import io.election4j.internal.engine.EngineConfig;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.spi.Lease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Flux;

/** Who else takes part. Written to on the engine's thread; read by all. */
final class MemberList {

  private final Candidate candidate;
  private final LeaseTrust trust;
  private final boolean listed;
  private final Listeners<List<Participant>> listeners;
  private final List<Runnable> watchers = new ArrayList<>();
  private volatile List<Participant> others = List.of();

  MemberList(EngineConfig config, LeaseTrust trust, Listeners<List<Participant>> listeners) {
    this.candidate = config.candidate();
    this.listed = config.listed();
    this.trust = trust;
    this.listeners = listeners;
  }

  void on(EngineEvent.Participants signal) {
    others = signal.others().stream().map(MemberList::participant).toList();
    listeners.emit(all());
    watchers.forEach(Runnable::run);
  }

  /** Runs something, on the engine's thread, after the first listing and whenever others change. */
  void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  void closed() {
    listeners.complete();
  }

  private static Participant participant(Lease lease) {
    return new Participant(lease.id(), lease.candidate(), false);
  }

  /** Returns all, this process included, by name and then by lease. */
  List<Participant> all() {
    List<Participant> all = new ArrayList<>(others);
    if (listed) {
      trust.leaseId().ifPresent(id -> all.add(new Participant(id, candidate, true)));
    }
    all.sort(
        Comparator.comparing((Participant p) -> p.candidate().name())
            .thenComparing(Participant::lease));
    return List.copyOf(all);
  }

  Flux<List<Participant>> changes() {
    return listeners.flux(listener -> listener.accept(all()));
  }
}
