package io.election4j.sql;

import reactor.core.publisher.Mono;

/** Finds out whether a store can work on its server, before anything depends on it. */
public interface Preparation {

  /** Completes when the tables are there and as they must be. */
  Mono<Void> run(SqlSession session);

  /** Whom a store talks to. */
  interface Server {

    /** Names the server for a person, without any secret. */
    String name();

    /**
     * Returns whether the server is on this machine.
     *
     * @param client the host that the server takes us for
     */
    boolean local(String client);
  }
}
