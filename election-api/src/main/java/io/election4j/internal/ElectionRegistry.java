package io.election4j.internal;

import io.election4j.internal.engine.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The elections that this process takes part in: who joined, and whom signals go to. */
final class ElectionRegistry {

  private final RunningElections running;
  private final Map<String, JoinedElection> elections = new ConcurrentHashMap<>();

  /** Whom signals of an election go to; used on the engine's thread only. */
  private final Map<String, JoinedElection> routes = new HashMap<>();

  private volatile boolean closing;
  private @Nullable Throwable failure;
  private boolean over;

  ElectionRegistry(RunningElections running) {
    this.running = running;
  }

  /** Returns all, in the order of their names. */
  List<JoinedElection> all() {
    return elections.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  // == What users ask for ==

  /**
   * Joins an election.
   *
   * @param terms {@code null} to watch only
   * @param again whether a candidate may ask again without saying on what terms it stands
   */
  JoinedElection join(String name, @Nullable Terms terms, boolean again) {
    Names.require("election", name);
    if (closing) {
      throw new IllegalStateException("election '" + name + "': these elections are closed");
    }
    JoinedElection joined =
        elections.compute(
            name, (n, old) -> old != null && old.open() ? old : new JoinedElection(n, running));
    boolean stands = terms != null && joined.stand(terms, again);
    running.loop().execute(() -> begin(joined, stands ? terms : null));
    return joined;
  }

  private void begin(JoinedElection joined, @Nullable Terms terms) {
    if (over || !joined.running()) {
      elections.remove(joined.name(), joined);
      joined.onLeft();
      return;
    }
    JoinedElection prior = routes.putIfAbsent(joined.name(), joined);
    if (failure != null) {
      joined.onFailed(failure);
    } else if (prior == null || prior == joined) {
      joined.begin(terms);
    } else {
      Runnable then = () -> running.loop().execute(() -> begin(joined, terms));
      prior.whenLeft().subscribe(nothing -> {}, never -> {}, then);
    }
  }

  void leave(JoinedElection election) {
    running
        .loop()
        .execute(
            () -> {
              if (routes.get(election.name()) == election) {
                running.loop().submit(new Input.Leave(election.name()));
              } else {
                election.onLeft();
              }
            });
  }

  void closing() {
    closing = true;
  }

  boolean areClosing() {
    return closing;
  }

  // == What the engine says ==

  @Nullable JoinedElection of(String election) {
    return routes.get(election);
  }

  void left(String election) {
    JoinedElection joined = routes.remove(election);
    if (joined != null) {
      elections.remove(election, joined);
      joined.onLeft();
    }
  }

  /** The engine does nothing more. */
  void closed() {
    closing = true;
    over = true;
    routes.values().forEach(joined -> joined.state().abandoned());
    List.copyOf(routes.keySet()).forEach(this::left);
  }

  void failed(Throwable cause) {
    failure = cause;
    List.copyOf(routes.values()).forEach(joined -> joined.onFailed(cause));
  }
}
