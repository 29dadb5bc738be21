package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Libraries that do not fit one another are a misconfiguration, never an outage. */
class LibrariesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void thoseThatThisIsBuiltWithWillDo() {
    assertThatNoException().isThrownBy(Libraries::require);
  }

  @Test
  void aDriverThatThrowsWhenItIsCalledIsNamed() {
    named(
        () -> {
          throw new NoSuchMethodError("f()");
        });
  }

  @Test
  void aDriverThatFailsForWantOfAMethodIsNamed() {
    named(
        () ->
            Mono.error(
                new R2dbcNonTransientResourceException("lost", new NoSuchMethodError("f()"))));
  }

  private static void named(Supplier<Publisher<Connection>> connections) {
    try (MySqlLeaseStore store = MySqlLeaseStore.create(new Misfit(connections))) {
      StoreException fault =
          assertThrows(StoreException.class, () -> store.end(LeaseId.random()).block(PATIENCE));

      assertThat(fault.kind()).isEqualTo(MISCONFIGURED);
      assertThat(fault)
          .hasMessageContaining("NoSuchMethodError: f()")
          .hasMessageContaining("r2dbc-mysql ")
          .hasMessageContaining("netty 4.");
    }
  }

  private record Misfit(Supplier<Publisher<Connection>> connections) implements ConnectionFactory {

    @Override
    public Publisher<? extends Connection> create() {
      return connections.get();
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return () -> MySqlConnectionFactory.class.getSimpleName();
    }
  }
}
