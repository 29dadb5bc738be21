package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A connection that is set up and ready for statements. */
final class Link {

  private final Wire wire;
  private final String identity;
  private volatile boolean used;
  private volatile boolean reused;
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

  /** Tells whether this is alive, and that it is used now; never fails. */
  Mono<Boolean> alive(ValidationDepth depth, Duration most) {
    reused = used;
    used = true;
    return reused ? wire.alive(depth, most) : Mono.just(true);
  }

  /** Returns whether this was used before, and so may have died since. */
  boolean reused() {
    return reused;
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
