package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.testkit.LeaseStoreContract;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RemoteLeaseStoreTest extends LeaseStoreContract {

  private final MemoryStoreServer server = start();

  @Override
  protected LeaseStore createStore() {
    return RemoteLeaseStore.at(server.address());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void whoeverDoesNotKnowTheTokenIsRefused() {
    ServerAddress guessed = new ServerAddress(server.address().url(), "guessed");
    try (LeaseStore stranger = RemoteLeaseStore.at(guessed)) {
      assertThatThrownBy(() -> stranger.prepare().block(Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED));
    }
  }

  private static MemoryStoreServer start() {
    try {
      return MemoryStoreServer.start();
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }
}
