package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.election4j.spi.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DriverSourceTest {

  private static final String SECRET = "canary-77c0";

  @Test
  void aUrlOfAnotherDatabaseIsRefusedWithoutItsSecrets() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JdbcLeaseStore.builder(
                    "jdbc:h2://me:" + SECRET + "@h/x?password=" + SECRET, "", ""))
        .withMessageContaining("url 'jdbc:h2://h/x'")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void nothingShownHasTheUserThePasswordOrAnOption() {
    DriverSource source =
        DriverSource.of("jdbc:postgresql://db:5432/x?password=" + SECRET, "me", SECRET);

    assertThat(source).hasToString("jdbc:postgresql://db:5432/x");
  }

  @Test
  void whatCannotBeReachedTellsNoSecret() {
    try (JdbcLeaseStore store =
        JdbcLeaseStore.builder("jdbc:postgresql://127.0.0.1:1/x?password=" + SECRET, "me", SECRET)
            .build()) {
      Throwable told = store.prepare().materialize().block(Duration.ofSeconds(20)).getThrowable();

      for (Throwable cause = told; cause != null; cause = cause.getCause()) {
        assertThat(cause.toString()).doesNotContain(SECRET);
      }
      assertThat(((StoreException) told).kind()).isEqualTo(StoreException.Kind.UNAVAILABLE);
    }
  }
}
