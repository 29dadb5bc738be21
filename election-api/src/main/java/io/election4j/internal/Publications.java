package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * What followers are told of the leader of one term. The newest state is published; whoever wanted
 * an older one is told once that or a newer one is stored. Everything happens on the engine's
 * thread.
 */
final class Publications {

  /** What followers are to be told. */
  private record State(Candidate leader, String value) {

    static State of(ElectionRecord record) {
      return new State(record.leader() != null ? record.leader() : NOBODY, record.value());
    }
  }

  private record Wish(State state, MonoSink<Void> sink) {}

  private static final Candidate NOBODY = Candidate.named("nobody");

  private final Candidate candidate;
  private final EngineLoop loop;
  private final long term;
  private List<Wish> wishes = List.of();
  private final String election;
  private State newest;
  private State stored;
  private boolean over;

  /**
   * Creates what a leader starts with.
   *
   * @param claimed the record as the claim left it
   */
  Publications(ElectionRecord claimed, Candidate candidate, EngineLoop loop) {
    this.election = claimed.election();
    this.term = claimed.term();
    this.candidate = candidate;
    this.loop = loop;
    newest = State.of(claimed);
    stored = newest;
  }

  Mono<Void> ready(Map<String, String> attributes) {
    Candidate full = with(candidate, attributes);
    return publish(
        state ->
            new State(
                state.leader().ready() ? with(state.leader(), attributes) : full, state.value()));
  }

  Mono<Void> proclaim(String value) {
    Bounds.value(value);
    return publish(state -> new State(state.leader(), value));
  }

  private static Candidate with(Candidate candidate, Map<String, String> attributes) {
    Candidate more = candidate;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      more = more.with(attribute.getKey(), attribute.getValue());
    }
    return more;
  }

  private Mono<Void> publish(UnaryOperator<State> change) {
    return loop.ask(sink -> publish(change, sink));
  }

  private void publish(UnaryOperator<State> change, MonoSink<Void> sink) {
    if (over) {
      sink.error(ended());
      return;
    }
    newest = change.apply(newest);
    if (wishes.isEmpty() && newest.equals(stored)) {
      sink.success();
      return;
    }
    if (wishes.isEmpty()) {
      wishes = new ArrayList<>();
    }
    wishes.add(new Wish(newest, sink));
    loop.submit(new Input.Publish(election, term, newest.leader(), newest.value()));
  }

  /** Returns whether followers have been told that the leader is ready. */
  boolean ready() {
    return stored.leader().ready();
  }

  /** This is stored now. */
  void published(ElectionRecord record) {
    stored = State.of(record);
    int done = wishes.size();
    while (done > 0 && !wishes.get(done - 1).state().equals(stored)) {
      done--;
    }
    if (done > 0) {
      List<Wish> fulfilled = wishes.subList(0, done);
      List<Wish> told = List.copyOf(fulfilled);
      fulfilled.clear();
      told.forEach(wish -> wish.sink().success());
    }
  }

  /** This can never be stored: who wanted it is told, and what was wanted before counts again. */
  void refused(EngineEvent.NotPublished refused) {
    State vain = new State(refused.leader(), refused.value());
    List<Wish> told = wishes.stream().filter(wish -> wish.state().equals(vain)).toList();
    if (!told.isEmpty()) {
      wishes.removeAll(told);
    }
    if (newest.equals(vain)) {
      newest = wishes.isEmpty() ? stored : wishes.get(wishes.size() - 1).state();
      if (!wishes.isEmpty()) {
        loop.submit(new Input.Publish(election, term, newest.leader(), newest.value()));
      }
    }
    told.forEach(wish -> wish.sink().error(refused.cause()));
  }

  /** The term is over: nothing is published any more. */
  void end() {
    over = true;
    List<Wish> vain = wishes;
    wishes = List.of();
    vain.forEach(wish -> wish.sink().error(ended()));
  }

  private IllegalStateException ended() {
    return new IllegalStateException(
        "the leadership of election '" + election + "', term " + term + ", has ended");
  }
}
