package io.election4j.internal.engine;

/** Whether the store answers, and to what. */
final class Health {

  private final Setbacks setbacks;
  private final Poller reader;
  private final StepBuilder effects;
  private boolean unavailable;

  Health(Setbacks setbacks, Poller reader, StepBuilder effects) {
    this.setbacks = setbacks;
    this.reader = reader;
    this.effects = effects;
  }

  /** An action was answered, or failed. */
  void answered(StoreRequest action, Input.Reply reply, ClockReading now) {
    Throwable failure = reply.failure();
    if (failure != null && !unavailable) {
      effects.say(new EngineEvent.StoreUnavailable(failure));
    } else if (failure == null && unavailable) {
      effects.say(new EngineEvent.StoreRecovered());
    }
    unavailable = failure != null;
    boolean renewal = action instanceof StoreRequest.Renew;
    if (renewal && failure != null) {
      // Whether that is because of us or because of the store is to be known soon.
      reader.probe(now);
    } else if (!renewal && failure == null) {
      setbacks.answered(reply.number(), now);
    }
  }
}
