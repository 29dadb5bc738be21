package io.election4j.proof.simulation;

import io.election4j.internal.engine.Action;
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
  private static final List<Map.Entry<Class<? extends Action>, Operation>> KINDS =
      List.of(
          Map.entry(Action.Observe.class, OBSERVE),
          Map.entry(Action.Renew.class, RENEW),
          Map.entry(Action.Claim.class, CLAIM),
          Map.entry(Action.Vacate.class, VACATE),
          Map.entry(Action.Publish.class, PUBLISH),
          Map.entry(Action.ListLeases.class, LIST),
          Map.entry(Action.Open.class, OPEN),
          Map.entry(Action.End.class, END),
          Map.entry(Action.Fence.class, FENCE),
          Map.entry(Action.Create.class, CREATE),
          Map.entry(Action.Purge.class, PURGE),
          Map.entry(Action.Prepare.class, PREPARE));

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean reads() {
    return this == OBSERVE || this == LIST;
  }

  static Operation of(Action action) {
    for (Map.Entry<Class<? extends Action>, Operation> kind : KINDS) {
      if (kind.getKey().isInstance(action)) {
        return kind.getValue();
      }
    }
    throw new IllegalArgumentException("action " + action + " is of no known kind");
  }
}
