package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;

/** Takes what the users of this process want. */
final class Orders {

  private final ElectionTable table;
  private final Eligibility eligibility;
  private final StepDownPolicy stepDowns;
  private final StepBuilder step;
  private boolean drained;

  Orders(ElectionTable table, Eligibility eligibility, StepDownPolicy stepDowns, StepBuilder step) {
    this.table = table;
    this.eligibility = eligibility;
    this.stepDowns = stepDowns;
    this.step = step;
  }

  void take(Input input) {
    if (input instanceof Input.Join join) {
      table.join(join);
    } else if (input instanceof Input.Leave leave) {
      table.leave(leave.election(), Reason.LEFT);
    } else if (input instanceof Input.WorkStopped stopped) {
      table.workStopped(stopped.election(), stopped.term());
    } else if (input instanceof Input.Lapsed lapsed) {
      table.lapsed(lapsed.election(), lapsed.term());
    } else if (input instanceof Input.Admit admit) {
      admit(admit);
    } else if (input instanceof Input.StepDown down) {
      stepDown(down);
    } else if (input instanceof Input.Publish publish) {
      publish(publish);
    } else if (input instanceof Input.Drain drain) {
      eligibility.drain(drain.draining());
    }
  }

  private void admit(Input.Admit admit) {
    ElectionState state = table.state(admit.election());
    if (state != null) {
      state.gate(admit.gate(), admit.open());
      table.reconciler().consider(state);
    }
  }

  private void stepDown(Input.StepDown down) {
    ElectionState state = table.state(down.election());
    if (state != null) {
      stepDowns.stepDown(state, down.coolDown(), down.successor());
      table.reconciler().consider(state);
    }
  }

  private void publish(Input.Publish publish) {
    ElectionState state = table.state(publish.election());
    if (state != null && state.leading() != null && state.leading().term() == publish.term()) {
      state.publication = new ElectionState.Publication(publish.leader(), publish.value());
      table.published(state);
      table.reconciler().consider(state);
    }
  }

  /** Does what follows from a drain that somebody wanted, here or in a record. */
  void drain() {
    if (eligibility.turned()) {
      drained = false;
      table.considerAll();
    }
    if (eligibility.draining() && !drained && table.settled()) {
      drained = true;
      step.say(new EngineEvent.Drained());
    }
  }
}
