package io.election4j.servers;

import java.io.IOException;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;

/** MySQL or MariaDB in a container, from the official images. */
record SqlContainerKind(String image) implements ContainerKind {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  @Override
  public int portInside(int port) {
    return 3306;
  }

  @Override
  public void configure(GenericContainer<?> container, int port) {
    container
        .withEnv("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")
        .withEnv("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "yes")
        .withEnv("MYSQL_DATABASE", "elections")
        .withEnv("MARIADB_DATABASE", "elections");
  }

  @Override
  public String awaitAnswer(GenericContainer<?> container, String host, int port) {
    try {
      return Greeting.await(host, port, container::isRunning, START_LIMIT).product();
    } catch (IOException e) {
      throw new IllegalStateException(image + " does not answer in its container", e);
    }
  }

  @Override
  public String url(String host, int port) {
    return "mysql://root@" + host + ":" + port + "/elections";
  }
}
