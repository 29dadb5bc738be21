package io.election4j.servers;

import java.io.IOException;
import java.time.Duration;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/** MongoDB in a container, as a replica set of one, from the official images. */
record MongoContainerKind(String image) implements ContainerKind {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  // Once a member knows its set, it elects itself after every start.
  private static final String BECOME_PRIMARY =
      """
      try { rs.status() } catch (e) {
        rs.initiate({_id: 'rs0', members: [{_id: 0, host: '%s:%d'}]})
      }
      while (!db.hello().isWritablePrimary) sleep(20);
      print(db.version())
      """;

  // The driver goes to the address that the set knows, so it must be the same inside and outside.
  @Override
  public int portInside(int port) {
    return port;
  }

  @Override
  public void configure(GenericContainer<?> container, int port) {
    container.withCommand(
        "mongod", "--replSet", "rs0", "--bind_ip_all", "--port", Integer.toString(port));
  }

  @Override
  public String awaitAnswer(GenericContainer<?> container, String host, int port) {
    String script = BECOME_PRIMARY.formatted(host, port);
    ServerWait wait = new ServerWait(START_LIMIT);
    while (true) {
      ExecResult result = mongosh(container, port, script);
      if (result.getExitCode() == 0) {
        return "MongoDB " + result.getStdout().lines().reduce("", (before, line) -> line).strip();
      }
      if (wait.isOver() || !container.isRunning()) {
        throw new IllegalStateException(
            image + " does not answer in its container: " + result.getStderr().strip());
      }
      wait.aMoment();
    }
  }

  private static ExecResult mongosh(GenericContainer<?> container, int port, String script) {
    try {
      return container.execInContainer(
          "mongosh", "--quiet", "--port", Integer.toString(port), "--eval", script);
    } catch (IOException e) {
      throw new IllegalStateException("cannot run mongosh in the container", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }

  @Override
  public String url(String host, int port) {
    return "mongodb://" + host + ":" + port + "/elections?replicaSet=rs0";
  }
}
