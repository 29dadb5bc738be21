package io.election4j.testkit.simulation;

import io.election4j.engine.Action;
import java.util.Locale;

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
  OBSERVE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Operation of(Action action) {
    if (action instanceof Action.Observe) {
      return OBSERVE;
    } else if (action instanceof Action.Renew) {
      return RENEW;
    } else if (action instanceof Action.Claim) {
      return CLAIM;
    } else if (action instanceof Action.Vacate) {
      return VACATE;
    } else if (action instanceof Action.Open) {
      return OPEN;
    } else if (action instanceof Action.End) {
      return END;
    } else if (action instanceof Action.Fence) {
      return FENCE;
    }
    return action instanceof Action.Create ? CREATE : PREPARE;
  }
}
