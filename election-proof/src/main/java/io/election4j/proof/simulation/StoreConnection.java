package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process's calls of the store: each is answered once, in time or as failed. */
final class StoreConnection {

  private static final StoreException NO_ANSWER =
      StoreException.unavailable("no answer in time", null);

  private final SimulatedProcess process;
  private final Simulation world;
  private final long timeoutNanos;
  private final List<Exchange> underWay = new ArrayList<>();
  private final Deque<Exchange> unanswered = new ArrayDeque<>();
  private final Map<Fault, Integer> troubles = new EnumMap<>(Fault.class);
  private boolean watching;
  private long newestApplied;
  private @Nullable LeaseId renewed;

  StoreConnection(SimulatedProcess process) {
    this.process = process;
    this.world = process.world();
    this.timeoutNanos = process.timing().operationTimeout().toNanos();
  }

  // == Troubles ==

  boolean suffers(Fault fault) {
    return !troubles.isEmpty() && troubles.containsKey(fault);
  }

  /** Something goes wrong with this process, its line or the store, and meets what is under way. */
  void strike(Fault fault) {
    for (Exchange exchange : underWay) {
      world.reach().met(fault, exchange.operation, exchange.phase());
    }
  }

  /** The same, and it lasts. */
  void begin(Fault fault) {
    strike(fault);
    troubles.merge(fault, 1, Integer::sum);
  }

  void end(Fault fault) {
    troubles.computeIfPresent(fault, (f, times) -> times > 1 ? times - 1 : null);
  }

  void heal() {
    troubles.clear();
  }

  // == Requests ==

  /** A fault comes between the decision to send something and its sending. */
  void decided(StoreRequest action, Fault fault) {
    world.reach().met(fault, Operation.of(action), Reach.Phase.BEFORE_SEND);
  }

  void send(StoreRequest action) {
    long deadline = process.clock().nanos(world.now()) + timeoutNanos;
    Exchange exchange = new Exchange(process, action, deadline);
    troubles
        .keySet()
        .forEach(fault -> world.reach().met(fault, exchange.operation, Reach.Phase.BEFORE_SEND));
    unanswered.add(exchange);
    watch();
    world.network().send(exchange);
  }

  /** Returns whether this is a renewal that fails, while nothing else does. */
  boolean fails(StoreRequest action) {
    if (!(action instanceof StoreRequest.Renew renewal)) {
      return false;
    }
    boolean again = renewal.lease().equals(renewed);
    renewed = renewal.lease();
    return suffers(Fault.RENEWALS_FAIL) || again && suffers(Fault.RENEWALS_CEASE);
  }

  void underWay(Exchange exchange) {
    underWay.add(exchange);
  }

  void lost(Exchange exchange) {
    underWay.remove(exchange);
  }

  /** A request is about to be applied; returns whether a later one was applied before. */
  boolean overtaken(Exchange exchange) {
    if (exchange.incarnation != process.incarnation()) {
      return false;
    }
    boolean overtaken = exchange.action.number() < newestApplied;
    newestApplied = Math.max(newestApplied, exchange.action.number());
    return overtaken;
  }

  // == Answers ==

  void answered(Exchange exchange, Input.Reply reply) {
    if (exchange.timedOut && underWay.contains(exchange)) {
      troubles
          .keySet()
          .forEach(fault -> world.reach().met(fault, exchange.operation, Reach.Phase.LATE));
    }
    underWay.remove(exchange);
    if (exchange.incarnation == process.incarnation()) {
      process.threads().onEngine(() -> answer(exchange, reply));
    }
  }

  private void answer(Exchange exchange, Input.Reply reply) {
    if (!exchange.answered || world.settings().staleAnswers()) {
      exchange.answered = true;
      process.step(reply);
    }
  }

  /** Deadlines come in the order of sending, so only the first has to be watched. */
  private void watch() {
    while (!unanswered.isEmpty() && unanswered.peek().answered) {
      unanswered.poll();
    }
    Exchange first = unanswered.peek();
    if (first == null || watching) {
      return;
    }
    watching = true;
    int here = process.incarnation();
    world.at(
        process.clock().trueTime(first.deadlineNanos, world.now()),
        () -> {
          if (here == process.incarnation()) {
            process.threads().onEngine(this::timeOut);
          }
        });
  }

  private void timeOut() {
    watching = false;
    long now = process.clock().nanos(world.now());
    Exchange first = unanswered.peek();
    while (first != null && (first.answered || now - first.deadlineNanos >= 0)) {
      unanswered.poll();
      if (!first.answered) {
        first.answered = true;
        first.timedOut = true;
        process.step(Input.Reply.unknown(first.action, NO_ANSWER));
      }
      first = unanswered.peek();
    }
    watch();
  }

  void end() {
    underWay.clear();
    unanswered.clear();
    watching = false;
    newestApplied = 0;
    // What is wrong with the line or the store goes on.
  }
}
