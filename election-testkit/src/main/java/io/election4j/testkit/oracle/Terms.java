package io.election4j.testkit.oracle;

import io.election4j.engine.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every term of every election rises, and belongs to one lease: invariant I2. Where the store has
 * forgotten a term, and terms do not follow its clock, that one may come again.
 */
final class Terms {

  private final ModelStore store;
  private final Map<String, List<Signal.Elected>> elected = new HashMap<>();

  Terms(ModelStore store) {
    this.store = store;
  }

  void elected(Subject process, Signal.Elected won) {
    List<Signal.Elected> before = elected.computeIfAbsent(won.election(), e -> new ArrayList<>());
    if (!forgotten(won)) {
      for (int i = before.size() - 1; i >= 0; i--) {
        Signal.Elected former = before.get(i);
        if (!forgotten(former)) {
          Oracle.check(
              won.term() > former.term(),
              "I2",
              () -> process + " leads term " + won.term() + " after " + former.term());
          break;
        }
      }
    }
    before.add(won);
  }

  private boolean forgotten(Signal.Elected won) {
    return !store.followsClock() && store.undone(won.election(), won.term(), won.lease());
  }
}
