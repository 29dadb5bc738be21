package io.election4j.servers;

import org.testcontainers.containers.GenericContainer;

/** What differs between database servers in containers. */
interface ContainerKind {

  String image();

  /** Returns the port that the server listens on inside, when {@code port} is the one outside. */
  int portInside(int port);

  void configure(GenericContainer<?> container, int port);

  /** Returns when the server answers, with its name and version. */
  String awaitAnswer(GenericContainer<?> container, String host, int port);

  String url(String host, int port);
}
