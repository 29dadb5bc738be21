package io.election4j.servers.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class RedeploymentTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void nothingOfAnApplicationThatWasTakenDownStays() {
    assertThat(Redeployment.leftovers(Application.class, "me")).isEmpty();
  }

  @Test
  void anApplicationThatLeavesAThreadIsFoundOut() {
    assertThat(Redeployment.leftovers(Leaking.class, ""))
        .anySatisfy(line -> assertThat(line).contains("3 of 3 class loaders stay", "leaking"));
  }

  /** Leads for a moment. */
  public static final class Application {

    private Application() {}

    /** Runs this. */
    public static void run(String name) {
      try (Elections elections =
          Elections.builder(InMemoryLeaseStore.create()).candidate(Candidate.named(name)).build()) {
        Election election = elections.join("redeployed");
        election.events().ofType(Elected.class).blockFirst(PATIENCE);
      }
    }
  }

  /** Starts a thread and forgets it. */
  public static final class Leaking {

    private Leaking() {}

    /** Runs this. */
    public static void run(String unused) {
      Schedulers.newSingle("leaking", true).schedule(() -> {});
    }
  }
}
