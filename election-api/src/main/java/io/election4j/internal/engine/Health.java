package io.election4j.internal.engine;

/** Whether the store answers, and to what. */
final class Health {

  private final Setbacks setbacks;
  private final Poller poller;
  private final StepBuilder step;
  private boolean unavailable;

  Health(Setbacks setbacks, Poller poller, StepBuilder step) {
    this.setbacks = setbacks;
    this.poller = poller;
    this.step = step;
  }

  /** An action was answered, or failed. */
  void answered(StoreRequest action, Input.Reply reply, ClockReading now) {
    Throwable failure = reply.failure();
    if (failure != null && !unavailable) {
      step.say(new EngineEvent.StoreUnavailable(failure));
    } else if (failure == null && unavailable) {
      step.say(new EngineEvent.StoreRecovered());
    }
    unavailable = failure != null;
    boolean renewal = action instanceof StoreRequest.Renew;
    if (renewal && failure != null) {
      // Whether that is because of us or because of the store is to be known soon.
      poller.probe(now);
    } else if (!renewal && failure == null) {
      setbacks.answered(reply.number(), now);
    }
  }
}
