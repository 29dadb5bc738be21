package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A connection that is set up and ready for statements. */
final class Link {

  private final Wire wire;
  private final String identity;
  private volatile boolean used;
  private volatile boolean discarded;

  /**
   * @param identity the SQL expression that names this server's data
   */
  Link(Wire wire, String identity) {
    this.wire = wire;
    this.identity = identity;
  }

  Connection connection() {
    return wire.connection();
  }

  String identity() {
    return identity;
  }

  /** Tells whether the server still answers on this connection; never fails. */
  Mono<Boolean> alive(Duration most) {
    return reused() ? wire.answers(most) : Mono.just(true);
  }

  /** Says that this is used now; returns whether it was before, and so may have died since. */
  boolean reused() {
    boolean before = used;
    used = true;
    return before;
  }

  /** Closes this whatever goes on on it; nobody waits for that. */
  void discard() {
    discarded = true;
    wire.close().subscribe();
  }

  /** Closes this; never fails. */
  Mono<Void> close() {
    return discarded ? Mono.empty() : wire.close();
  }
}
