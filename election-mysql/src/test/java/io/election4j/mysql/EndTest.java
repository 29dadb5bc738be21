package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** What is closed is closed when that is reported, and nothing of it goes on. */
class EndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final LoopResources LOOPS = LoopResources.create("end-test", 1, true);
  private static final int TIMES = 3;

  private final Database database = Database.create();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theServerIsToldAndTheThreadsHaveEndedWhenElectionsAreClosed() {
    endsInPeace(database::store);
  }

  @Test
  void soItIsOnConnectionsOfAFactoryThatWasHandedIn() {
    ConnectionFactory factory = database.address().factory(Duration.ofSeconds(5), LOOPS);
    endsInPeace(() -> MySqlLeaseStore.create(factory));
  }

  @Test
  void soItIsWhereCallbacksComeOnThreadsThatMustNotWait() {
    long aborted = aborted();

    Elections elections =
        Elections.builder(database.store()).callbacks(Schedulers.parallel()).build();
    lead(elections);
    elections.close();

    assertThat(threads()).isEmpty();
    assertThat(aborted()).isEqualTo(aborted);
  }

  @Test
  void aStoreThatIsClosedWhileItConnectsLeavesNothingEither() {
    long aborted = aborted();

    for (int i = 0; i < TIMES; i++) {
      MySqlLeaseStore store = database.store();
      store.leases().subscribe(lease -> {}, closed -> {});
      store.prepare().subscribe(done -> {}, closed -> {});
      store.close();
      assertThat(threads()).isEmpty();
    }

    assertThat(aborted()).isEqualTo(aborted);
  }

  @Test
  void aStoreThatWasNeverUsedIsClosedAsWellAndTwice() {
    MySqlLeaseStore store = database.store();
    store.close();
    store.close();

    assertThat(threads()).isEmpty();
  }

  private void endsInPeace(Supplier<MySqlLeaseStore> stores) {
    long aborted = aborted();

    for (int i = 0; i < TIMES; i++) {
      Elections elections = Elections.builder(stores.get()).build();
      lead(elections);
      elections.close();
      assertThat(threads()).isEmpty();
    }

    assertThat(aborted()).isEqualTo(aborted);
  }

  private static void lead(Elections elections) {
    Election election = elections.join("e");
    election.events().ofType(Elected.class).blockFirst(PATIENCE);
    election.whileLeading(leadership -> Mono.never()).subscribe();
  }

  /** Returns how many connections the server has lost, once it has noticed all that are gone. */
  private long aborted() {
    Mono.fromSupplier(() -> database.status("Threads_connected"))
        .filter(connected -> connected == 1)
        .repeatWhenEmpty(looks -> looks.delayElements(MOMENT))
        .block(PATIENCE);
    return database.status("Aborted_clients") + database.status("Aborted_connects");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("election"))
        .toList();
  }
}
