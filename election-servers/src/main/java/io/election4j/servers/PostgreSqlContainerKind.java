package io.election4j.servers;

import java.io.IOException;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;

/** PostgreSQL in a container, from the official images. */
record PostgreSqlContainerKind(String image) implements ContainerKind {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  @Override
  public int portInside(int port) {
    return 5432;
  }

  @Override
  public void configure(GenericContainer<?> container, int port) {
    container
        .withEnv("POSTGRES_USER", "root")
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        .withEnv("POSTGRES_DB", "elections")
        .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --no-locale")
        .withCommand("postgres", "-c", "max_connections=200");
  }

  // While the image initialises, the server listens on no port.
  @Override
  public String awaitAnswer(GenericContainer<?> container, String host, int port) {
    try {
      return PostgreSqlGreeting.await(host, port, container::isRunning, START_LIMIT).product();
    } catch (IOException e) {
      throw new IllegalStateException(image + " does not answer in its container", e);
    }
  }

  @Override
  public String url(String host, int port) {
    return "postgresql://root@" + host + ":" + port + "/elections";
  }
}
