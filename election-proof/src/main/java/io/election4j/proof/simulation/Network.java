package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import io.election4j.spi.StoreException;

/**
 * Between the processes and the store: loses, delays and copies requests and answers, one by one or
 * for as long as something is wrong with a process's line or with the store.
 */
final class Network {

  private static final long MILLI = 1_000_000;
  private static final StoreException REFUSED =
      StoreException.unavailable("connection refused", null);
  private static final StoreException READ_ONLY =
      StoreException.unavailable("the store is read-only", null);

  private static final StoreException EXHAUSTED =
      StoreException.unavailable("no connection is left for renewals", null);

  private final Simulation world;
  private final Settings settings;
  private final SeededRandom random;
  private long stuckUntil;
  private long settledBy;

  Network(Simulation world, SeededRandom random) {
    this.world = world;
    this.settings = world.settings();
    this.random = random;
  }

  /** Nothing is applied until then. */
  void stuckUntil(long trueNanos) {
    stuckUntil = Math.max(stuckUntil, trueNanos);
  }

  /** Returns when everything will have arrived that is under way. */
  long settledBy() {
    return settledBy;
  }

  private boolean wrong(Exchange exchange, Fault fault) {
    return exchange.from.suffers(fault);
  }

  // == Requests ==

  void send(Exchange exchange) {
    if (wrong(exchange, Fault.STORE_DOWN)) {
      refuse(exchange, REFUSED);
      return;
    }
    exchange.from.line().underWay(exchange);
    if (wrong(exchange, Fault.PARTITION) || wrong(exchange, Fault.CUT_REQUESTS)) {
      exchange.from.line().lost(exchange);
    } else if (exchange.from.line().fails(exchange.action)) {
      fail(exchange);
    } else if (befalls(Fault.LOST_REQUEST, settings.losses())) {
      met(Fault.LOST_REQUEST, exchange);
      exchange.from.line().lost(exchange);
    } else {
      at(world.now() + requestDelay(exchange), () -> arrive(exchange));
      copy(exchange);
    }
  }

  private void copy(Exchange exchange) {
    if (befalls(Fault.DUPLICATE_REQUEST, settings.copies())) {
      at(
          world.now() + random.skewed(settings.latest()),
          () -> {
            met(Fault.DUPLICATE_REQUEST, exchange);
            world.store().apply(exchange.action);
          });
    }
  }

  private void refuse(Exchange exchange, StoreException why) {
    Input.Reply refusal = Input.Reply.unknown(exchange.action, why);
    at(world.now() + MILLI, () -> exchange.from.line().answered(exchange, refusal));
  }

  /** A renewal is refused, or lost, or applied without an answer. */
  private void fail(Exchange exchange) {
    exchange.from.line().lost(exchange);
    int how = random.below(3);
    if (how == 0) {
      refuse(exchange, EXHAUSTED);
    } else if (how == 1) {
      at(world.now() + requestDelay(exchange), () -> world.store().apply(exchange.action));
    }
  }

  private void arrive(Exchange exchange) {
    if (stuckUntil > world.now()) {
      at(stuckUntil + random.skewed(50 * MILLI), () -> arrive(exchange));
    } else if (wrong(exchange, Fault.STORE_DOWN)) {
      exchange.from.line().lost(exchange);
    } else if (wrong(exchange, Fault.READ_ONLY) && !exchange.operation.reads()) {
      exchange.from.line().lost(exchange);
      refuse(exchange, READ_ONLY);
    } else {
      apply(exchange);
    }
  }

  // == Answers ==

  private void apply(Exchange exchange) {
    if (exchange.from.line().overtaken(exchange)) {
      met(Fault.REORDER, exchange);
    }
    Input.Reply reply = world.store().apply(exchange.action);
    exchange.applied = true;
    world.transcript().applied(world.now(), exchange.from, reply);
    if (wrong(exchange, Fault.PARTITION) || wrong(exchange, Fault.CUT_ANSWERS)) {
      exchange.from.line().lost(exchange);
    } else if (befalls(Fault.LOST_REPLY, settings.losses())) {
      met(Fault.LOST_REPLY, exchange);
      exchange.from.line().lost(exchange);
    } else {
      at(world.now() + answerDelay(exchange), () -> exchange.from.line().answered(exchange, reply));
      copy(exchange, reply);
    }
  }

  private void copy(Exchange exchange, Input.Reply reply) {
    if (befalls(Fault.DUPLICATE_ANSWER, settings.copies())) {
      at(
          world.now() + MILLI + random.skewed(settings.latest()),
          () -> {
            met(Fault.DUPLICATE_ANSWER, exchange);
            exchange.from.line().answered(exchange, reply);
          });
    }
  }

  // == Time ==

  private void at(long trueNanos, Runnable what) {
    settledBy = Math.max(settledBy, trueNanos);
    world.at(trueNanos, what);
  }

  private boolean befalls(Fault fault, double probability) {
    return !world.inPeace() && settings.has(fault) && random.chance(probability);
  }

  private void met(Fault fault, Exchange exchange) {
    world.reach().happened(fault);
    world.reach().met(fault, exchange.operation, exchange.phase());
  }

  private long delay(Exchange exchange) {
    long usual = MILLI + random.skewed(20 * MILLI);
    if (befalls(Fault.DELAY, settings.lates())) {
      met(Fault.DELAY, exchange);
      return usual + random.skewed(settings.latest());
    }
    return usual;
  }

  private long requestDelay(Exchange exchange) {
    long delay = delay(exchange);
    return befalls(Fault.REORDER, settings.lates())
        ? delay + random.between(0, exchange.from.timing().operationTimeout().toNanos())
        : delay;
  }

  private long answerDelay(Exchange exchange) {
    long timeout = exchange.from.timing().operationTimeout().toNanos();
    boolean read = exchange.operation.reads();
    if (read && wrong(exchange, Fault.STALLED_READS)) {
      return timeout + random.between(0, 3 * settings.longestLease());
    }
    boolean slowed =
        wrong(exchange, Fault.SLOW_ANSWERS) || read && wrong(exchange, Fault.SLOW_READS);
    return slowed ? timeout * random.between(50, 115) / 100 : delay(exchange);
  }
}
