package io.election4j.testkit;

import io.election4j.testkit.Explained.Deviation;
import io.election4j.testkit.RandomClient.Stage;
import java.time.Duration;
import java.util.Optional;

/** One caller's random calls, each followed by a reading of everything by another store object. */
final class Walk {

  private static final int STAGES = 8;
  private static final int CALLS = 40;

  private Walk() {}

  /** Walks until something is wrong. */
  static Optional<Deviation> of(BlockingStore store, BlockingStore other, Duration patience) {
    for (int seed = 0; seed < STAGES; seed++) {
      Histories histories = new Histories();
      Stage stage = Stage.fresh();
      RandomClient client = new RandomClient("walker", store.reactive(), stage, histories, seed);
      RandomClient reader = new RandomClient("reader", other.reactive(), stage, histories, seed);
      for (int call = 0; call < CALLS; call++) {
        Bounded.completed(client.callAndRead(), "a call", patience);
        Bounded.completed(reader.calls(0, 0), "a reading", patience);
        Optional<Deviation> deviation = histories.firstDeviation();
        if (deviation.isPresent()) {
          return deviation;
        }
      }
    }
    return Optional.empty();
  }
}
