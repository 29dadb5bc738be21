package io.election4j.proof.oracle;

import io.election4j.internal.engine.EngineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every term of every election rises, and belongs to one lease: invariant I2. What the store has
 * forgotten may come again, or be told after what came later; but where terms follow the store's
 * clock, even a forgotten term is never granted again.
 */
final class Terms {

  private final ModelStore store;
  private final Map<String, List<EngineEvent.Elected>> elected = new HashMap<>();

  Terms(ModelStore store) {
    this.store = store;
  }

  void elected(Subject process, EngineEvent.Elected won) {
    List<EngineEvent.Elected> before =
        elected.computeIfAbsent(won.election(), e -> new ArrayList<>());
    boolean forgotten = forgotten(won);
    for (int i = before.size() - 1; i >= 0; i--) {
      EngineEvent.Elected former = before.get(i);
      boolean lasting = !forgotten && !forgotten(former);
      boolean right =
          lasting
              ? won.term() > former.term()
              : won.term() != former.term() || !store.followsClock();
      Oracle.check(
          right, "I2", () -> process + " leads term " + won.term() + " after " + former.term());
    }
    before.add(won);
  }

  private boolean forgotten(EngineEvent.Elected won) {
    return store.undone(won.election(), won.term(), won.lease());
  }
}
