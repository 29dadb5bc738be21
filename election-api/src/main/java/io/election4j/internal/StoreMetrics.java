package io.election4j.internal;

import static java.util.Map.entry;

import io.election4j.StoreStatus.Operation;
import io.election4j.StoreStatus.Outcomes;
import io.election4j.internal.engine.StoreRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the answers of the store. */
final class StoreMetrics {

  private static final Map<Class<? extends StoreRequest>, Operation> OPERATIONS =
      Map.ofEntries(
          entry(StoreRequest.Prepare.class, Operation.PREPARE),
          entry(StoreRequest.Open.class, Operation.OPEN),
          entry(StoreRequest.Renew.class, Operation.RENEW),
          entry(StoreRequest.End.class, Operation.END),
          entry(StoreRequest.Fence.class, Operation.FENCE),
          entry(StoreRequest.Create.class, Operation.CREATE),
          entry(StoreRequest.Claim.class, Operation.CLAIM),
          entry(StoreRequest.Vacate.class, Operation.VACATE),
          entry(StoreRequest.Publish.class, Operation.PUBLISH),
          entry(StoreRequest.Observe.class, Operation.OBSERVE),
          entry(StoreRequest.ListLeases.class, Operation.LIST_LEASES),
          entry(StoreRequest.Purge.class, Operation.PURGE));

  private final Map<Operation, Outcomes> counts = new EnumMap<>(Operation.class);

  synchronized Map<Operation, Outcomes> counts() {
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
    Operation operation = OPERATIONS.get(action.getClass());
    if (operation != null) {
      counts.merge(operation, outcomes, StoreMetrics::sum);
    }
  }

  private static Outcomes sum(Outcomes a, Outcomes b) {
    return new Outcomes(
        a.applied() + b.applied(), a.refused() + b.refused(), a.unknown() + b.unknown());
  }
}
