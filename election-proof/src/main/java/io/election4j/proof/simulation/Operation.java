package io.election4j.proof.simulation;

import io.election4j.internal.engine.StoreRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The kinds of what an engine asks of a store. */
enum Operation {
  PREPARE,
  OPEN,
  RENEW,
  END,
  FENCE,
  CREATE,
  CLAIM,
  VACATE,
  PUBLISH,
  OBSERVE,
  LIST,
  PURGE;

  /** The most frequent ones first. */
  private static final List<Map.Entry<Class<? extends StoreRequest>, Operation>> KINDS =
      List.of(
          Map.entry(StoreRequest.Observe.class, OBSERVE),
          Map.entry(StoreRequest.Renew.class, RENEW),
          Map.entry(StoreRequest.Claim.class, CLAIM),
          Map.entry(StoreRequest.Vacate.class, VACATE),
          Map.entry(StoreRequest.Publish.class, PUBLISH),
          Map.entry(StoreRequest.ListLeases.class, LIST),
          Map.entry(StoreRequest.Open.class, OPEN),
          Map.entry(StoreRequest.End.class, END),
          Map.entry(StoreRequest.Fence.class, FENCE),
          Map.entry(StoreRequest.Create.class, CREATE),
          Map.entry(StoreRequest.Purge.class, PURGE),
          Map.entry(StoreRequest.Prepare.class, PREPARE));

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean reads() {
    return this == OBSERVE || this == LIST;
  }

  static Operation of(StoreRequest action) {
    for (Map.Entry<Class<? extends StoreRequest>, Operation> kind : KINDS) {
      if (kind.getKey().isInstance(action)) {
        return kind.getValue();
      }
    }
    throw new IllegalArgumentException("action " + action + " is of no known kind");
  }
}
