package io.election4j.spring.boot;

import io.election4j.ElectionEvent;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.ElectionsStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges elections. A process that does not lead is well, and a store that does not answer is no
 * reason to restart it; only what holds up everybody is.
 */
final class ElectionsHealth {

  private final Elections elections;
  private final Set<String> held = new ConcurrentSkipListSet<>();
  private volatile @Nullable Throwable dead;

  /** What is said of elections. */
  enum State {
    /** They work, whoever leads. */
    UP,
    /** The store does not answer. */
    UNKNOWN,
    /** They have ended, or work that does not stop keeps others from leading. */
    DOWN
  }

  /** A verdict, with what it is based on. */
  record Verdict(State state, Map<String, Object> details) {}

  ElectionsHealth(Elections elections) {
    this.elections = elections;
    elections.prepared().subscribe(done -> {}, failure -> dead = failure);
    elections.events().subscribe(this::on, failure -> dead = failure);
  }

  private void on(ElectionEvent event) {
    if (event instanceof ElectionEvent.WorkOverdue overdue && overdue.held()) {
      held.add(event.election());
    } else if (!(event instanceof ElectionEvent.AtRisk)
        && !(event instanceof ElectionEvent.Recovered)) {
      held.remove(event.election());
    }
  }

  Verdict verdict() {
    ElectionsStatus status = elections.status();
    Map<String, Object> details = new LinkedHashMap<>();
    Map<String, Object> roles = new TreeMap<>();
    for (ElectionStatus one : status.elections()) {
      roles.put(one.election(), one.role().name());
    }
    details.put("candidate", status.candidate().name());
    details.put("elections", roles);
    Throwable failure = dead;
    if (failure != null) {
      details.put("failure", status.store().lastError().orElse(failure.getClass().getName()));
      return new Verdict(State.DOWN, details);
    }
    if (!held.isEmpty()) {
      details.put("overdue", Set.copyOf(held));
      return new Verdict(State.DOWN, details);
    }
    if (!status.store().available()) {
      status.store().lastError().ifPresent(error -> details.put("store", error));
      return new Verdict(State.UNKNOWN, details);
    }
    return new Verdict(State.UP, details);
  }
}
