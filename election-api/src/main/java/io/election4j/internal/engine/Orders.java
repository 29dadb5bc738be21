package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;

/** Takes what the users of this process want. */
final class Orders {

  private final ElectionTable book;
  private final Eligibility admission;
  private final StepDownPolicy departures;
  private final StepBuilder effects;
  private boolean drained;

  Orders(
      ElectionTable book, Eligibility admission, StepDownPolicy departures, StepBuilder effects) {
    this.book = book;
    this.admission = admission;
    this.departures = departures;
    this.effects = effects;
  }

  void take(Input input) {
    if (input instanceof Input.Join join) {
      book.join(join);
    } else if (input instanceof Input.Leave leave) {
      book.leave(leave.election(), Reason.LEFT);
    } else if (input instanceof Input.WorkStopped stopped) {
      book.workStopped(stopped.election(), stopped.term());
    } else if (input instanceof Input.Lapsed lapsed) {
      book.lapsed(lapsed.election(), lapsed.term());
    } else if (input instanceof Input.Admit admit) {
      admit(admit);
    } else if (input instanceof Input.StepDown down) {
      stepDown(down);
    } else if (input instanceof Input.Publish publish) {
      publish(publish);
    } else if (input instanceof Input.Drain drain) {
      admission.drain(drain.draining());
    }
  }

  private void admit(Input.Admit admit) {
    Entry entry = book.entry(admit.election());
    if (entry != null) {
      entry.gate(admit.gate(), admit.open());
      book.decisions().consider(entry);
    }
  }

  private void stepDown(Input.StepDown down) {
    Entry entry = book.entry(down.election());
    if (entry != null) {
      departures.stepDown(entry, down.coolDown(), down.successor());
      book.decisions().consider(entry);
    }
  }

  private void publish(Input.Publish publish) {
    Entry entry = book.entry(publish.election());
    if (entry != null
        && entry.office instanceof Office.Leading leading
        && leading.tenure().term() == publish.term()) {
      entry.publication = new Publication(publish.leader(), publish.value());
      book.published(entry);
      book.decisions().consider(entry);
    }
  }

  /** Does what follows from a drain that somebody wanted, here or in a record. */
  void drain() {
    if (admission.turned()) {
      drained = false;
      book.considerAll();
    }
    if (admission.draining() && !drained && book.settled()) {
      drained = true;
      effects.say(new EngineEvent.Drained());
    }
  }
}
