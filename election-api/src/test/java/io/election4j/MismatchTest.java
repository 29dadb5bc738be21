package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.election4j.internal.FaultyStore;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MismatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aStoreWhoseLibrariesDoNotFitIsMisconfiguredAndNotUnavailableForEver() {
    FaultyStore store =
        new FaultyStore(InMemoryLeaseStore.create()) {
          @Override
          public Mono<Void> prepare() {
            throw new NoSuchMethodError("f()");
          }
        };
    try (Elections elections = Elections.builder(store).build()) {
      StoreException fault =
          assertThrows(StoreException.class, () -> elections.prepared().block(PATIENCE));

      assertThat(fault.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
      assertThat(fault).hasMessageContaining("NoSuchMethodError: f()");
    }
  }
}
