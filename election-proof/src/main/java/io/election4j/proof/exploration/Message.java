package io.election4j.proof.exploration;

import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import org.jspecify.annotations.Nullable;

/** A request on its way to the store, or the answer on its way back. */
final class Message {

  final WorldProcess from;
  final int incarnation;
  final StoreRequest action;

  /** Whether it need not arrive now. */
  boolean late;

  /** The answer, once the request was applied. */
  Input.@Nullable Reply answer;

  /** Whether this is a second copy, of which nobody waits for the answer. */
  final boolean copy;

  Message(WorldProcess from, StoreRequest action, boolean copy) {
    this.from = from;
    this.incarnation = from.incarnation();
    this.action = action;
    this.copy = copy;
    this.late = copy;
  }

  /** Returns whether there is anybody who would take the answer. */
  boolean awaited() {
    return !copy && from.alive() && from.incarnation() == incarnation;
  }

  @Override
  public String toString() {
    String kind = action.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    return from + "'s " + (copy ? "copied " : "") + kind + " " + action.number();
  }
}
