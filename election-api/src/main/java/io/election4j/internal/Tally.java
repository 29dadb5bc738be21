package io.election4j.internal;

import static java.util.Map.entry;

import io.election4j.StoreOperation;
import io.election4j.StoreOperation.Outcomes;
import io.election4j.internal.engine.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the answers of the store. */
final class Tally {

  private static final Map<Class<? extends Action>, StoreOperation> OPERATIONS =
      Map.ofEntries(
          entry(Action.Prepare.class, StoreOperation.PREPARE),
          entry(Action.Open.class, StoreOperation.OPEN),
          entry(Action.Renew.class, StoreOperation.RENEW),
          entry(Action.End.class, StoreOperation.END),
          entry(Action.Fence.class, StoreOperation.FENCE),
          entry(Action.Create.class, StoreOperation.CREATE),
          entry(Action.Claim.class, StoreOperation.CLAIM),
          entry(Action.Vacate.class, StoreOperation.VACATE),
          entry(Action.Publish.class, StoreOperation.PUBLISH),
          entry(Action.Observe.class, StoreOperation.OBSERVE),
          entry(Action.ListLeases.class, StoreOperation.LIST_LEASES),
          entry(Action.Purge.class, StoreOperation.PURGE));

  private final Map<StoreOperation, Outcomes> counts = new EnumMap<>(StoreOperation.class);

  synchronized Map<StoreOperation, Outcomes> counts() {
    return Map.copyOf(counts);
  }

  /** An action that writes several records was answered. */
  void count(Action action, int records, int applied, @Nullable Throwable failure) {
    int rest = records - applied;
    add(action, new Outcomes(applied, failure == null ? rest : 0, failure == null ? 0 : rest));
  }

  /** Any other action was answered. */
  void count(Action action, List<?> values, @Nullable Throwable failure) {
    boolean refused = values.contains(false);
    count(action, 1, failure == null && !refused ? 1 : 0, failure);
  }

  private synchronized void add(Action action, Outcomes outcomes) {
    StoreOperation operation = OPERATIONS.get(action.getClass());
    if (operation != null) {
      counts.merge(operation, outcomes, Tally::sum);
    }
  }

  private static Outcomes sum(Outcomes a, Outcomes b) {
    return new Outcomes(
        a.applied() + b.applied(), a.refused() + b.refused(), a.unknown() + b.unknown());
  }
}
