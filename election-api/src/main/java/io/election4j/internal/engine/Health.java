package io.election4j.internal.engine;

/** Whether the store answers, and to what. */
final class Health {

  private final Setbacks setbacks;
  private final Reader reader;
  private final Effects effects;
  private boolean unavailable;

  Health(Setbacks setbacks, Reader reader, Effects effects) {
    this.setbacks = setbacks;
    this.reader = reader;
    this.effects = effects;
  }

  /** An action was answered, or failed. */
  void answered(Action action, Input.Reply reply, Moment now) {
    Throwable failure = reply.failure();
    if (failure != null && !unavailable) {
      effects.say(new Signal.StoreUnavailable(failure));
    } else if (failure == null && unavailable) {
      effects.say(new Signal.StoreRecovered());
    }
    unavailable = failure != null;
    boolean renewal = action instanceof Action.Renew;
    if (renewal && failure != null) {
      // Whether that is because of us or because of the store is to be known soon.
      reader.probe(now);
    } else if (!renewal && failure == null) {
      setbacks.answered(reply.number(), now);
    }
  }
}
