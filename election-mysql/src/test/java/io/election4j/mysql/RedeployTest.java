package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.servers.processes.Redeployment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An application is taken down and started anew in the same virtual machine. */
class RedeployTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void nothingOfAnApplicationThatWasTakenDownStays() {
    assertThat(Redeployment.leftovers(Application.class, Database.server().url())).isEmpty();
  }

  /** Leads for a moment. */
  public static final class Application {

    private Application() {}

    /** Runs this. */
    public static void run(String url) {
      try (Elections elections =
          Elections.builder(MySqlLeaseStore.fromUrl(url)).lease(Duration.ofSeconds(3)).build()) {
        Election election = elections.join("redeployed");
        election.events().ofType(Elected.class).blockFirst(PATIENCE);
      }
    }
  }
}
