package io.election4j.testkit;

import io.election4j.testkit.Explained.Deviation;
import io.election4j.testkit.RandomClient.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Random calls, one after the other, by three callers who do not know of each other's. After each
 * one everything is read, by the same store object and by another one.
 */
final class Walk {

  private static final int STAGES = 8;
  private static final int CALLS = 120;
  private static final int WALKERS = 3;

  private Walk() {}

  /** Walks until something is wrong. */
  static Optional<Deviation> of(BlockingStore store, BlockingStore other, Duration patience) {
    for (int seed = 0; seed < STAGES; seed++) {
      Stage stage = Stage.fresh();
      List<RandomClient> all = new ArrayList<>();
      for (int i = 0; i < WALKERS; i++) {
        all.add(new RandomClient("walker " + i, store.reactive(), stage).seeded(seed + i));
      }
      RandomClient near = new RandomClient("writer", store.reactive(), stage).seeded(seed);
      RandomClient far = new RandomClient("reader", other.reactive(), stage).seeded(seed);
      for (int call = 0; call < CALLS; call++) {
        Bounded.completed(all.get(call % WALKERS).call(), "a call", patience);
        Bounded.completed(near.read(), "a reading", patience);
        Bounded.completed(far.read(), "a reading by another store object", patience);
        Optional<Deviation> deviation = stage.histories().firstDeviation();
        if (deviation.isPresent()) {
          return deviation;
        }
      }
    }
    return Optional.empty();
  }
}
