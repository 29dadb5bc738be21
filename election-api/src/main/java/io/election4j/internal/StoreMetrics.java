package io.election4j.internal;

import static java.util.Map.entry;

import io.election4j.StoreOperation;
import io.election4j.StoreOperation.Outcomes;
import io.election4j.internal.engine.StoreRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the answers of the store. */
final class StoreMetrics {

  private static final Map<Class<? extends StoreRequest>, StoreOperation> OPERATIONS =
      Map.ofEntries(
          entry(StoreRequest.Prepare.class, StoreOperation.PREPARE),
          entry(StoreRequest.Open.class, StoreOperation.OPEN),
          entry(StoreRequest.Renew.class, StoreOperation.RENEW),
          entry(StoreRequest.End.class, StoreOperation.END),
          entry(StoreRequest.Fence.class, StoreOperation.FENCE),
          entry(StoreRequest.Create.class, StoreOperation.CREATE),
          entry(StoreRequest.Claim.class, StoreOperation.CLAIM),
          entry(StoreRequest.Vacate.class, StoreOperation.VACATE),
          entry(StoreRequest.Publish.class, StoreOperation.PUBLISH),
          entry(StoreRequest.Observe.class, StoreOperation.OBSERVE),
          entry(StoreRequest.ListLeases.class, StoreOperation.LIST_LEASES),
          entry(StoreRequest.Purge.class, StoreOperation.PURGE));

  private final Map<StoreOperation, Outcomes> counts = new EnumMap<>(StoreOperation.class);

  synchronized Map<StoreOperation, Outcomes> counts() {
    return Map.copyOf(counts);
  }

  /** An action that writes several records was answered. */
  void count(StoreRequest action, int records, int applied, @Nullable Throwable failure) {
    int rest = records - applied;
    add(action, new Outcomes(applied, failure == null ? rest : 0, failure == null ? 0 : rest));
  }

  /** Any other action was answered. */
  void count(StoreRequest action, List<?> values, @Nullable Throwable failure) {
    boolean refused = values.contains(false);
    count(action, 1, failure == null && !refused ? 1 : 0, failure);
  }

  private synchronized void add(StoreRequest action, Outcomes outcomes) {
    StoreOperation operation = OPERATIONS.get(action.getClass());
    if (operation != null) {
      counts.merge(operation, outcomes, StoreMetrics::sum);
    }
  }

  private static Outcomes sum(Outcomes a, Outcomes b) {
    return new Outcomes(
        a.applied() + b.applied(), a.refused() + b.refused(), a.unknown() + b.unknown());
  }
}
