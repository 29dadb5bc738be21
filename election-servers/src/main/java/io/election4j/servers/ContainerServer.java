package io.election4j.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A database server in a container of its own, on a fixed port so that a restart keeps it. */
final class ContainerServer implements TestServer {

  private static final String LOOPBACK = "127.0.0.1";

  private final ContainerKind kind;
  private final int port = FreePort.pick();
  private final GenericContainer<?> container;
  private final String product;
  private boolean running = true;

  private ContainerServer(ContainerKind kind, GenericContainer<?> container) {
    this.kind = kind;
    this.container = container;
    int inside = kind.portInside(port);
    container.addExposedPort(inside);
    container.withCreateContainerCmdModifier(
        command ->
            Objects.requireNonNull(command.getHostConfig())
                .withPortBindings(new PortBinding(outside(), ExposedPort.tcp(inside))));
    kind.configure(container, port);
    container.waitingFor(new NoWait()).start();
    this.product = kind.awaitAnswer(container, host(), port);
  }

  // The root user has no password: where the engine is on this machine, nobody else gets in.
  private Ports.Binding outside() {
    return host().equals(LOOPBACK)
        ? Ports.Binding.bindIpAndPort(LOOPBACK, port)
        : Ports.Binding.bindPort(port);
  }

  // The name could also mean ::1, where nothing listens.
  private String host() {
    String host = container.getHost();
    return host.equals("localhost") ? LOOPBACK : host;
  }

  /** Starts one; its image must be there. */
  static ContainerServer start(ContainerKind kind) {
    GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(kind.image()));
    try {
      return new ContainerServer(kind, container);
    } catch (RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  @Override
  public String url() {
    return kind.url(host(), port);
  }

  @Override
  public String description() {
    return product + ", container " + kind.image();
  }

  @Override
  public synchronized void stop() {
    if (running) {
      docker().killContainerCmd(container.getContainerId()).exec();
      running = false;
    }
  }

  @Override
  public synchronized void start() {
    if (!running) {
      docker().startContainerCmd(container.getContainerId()).exec();
      kind.awaitAnswer(container, host(), port);
      running = true;
    }
  }

  @Override
  public synchronized void close() {
    container.stop();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  /** Leaves the wait to {@link ContainerKind#awaitAnswer}, which also waits after a restart. */
  private static final class NoWait extends AbstractWaitStrategy {

    @Override
    protected void waitUntilReady() {}
  }
}
