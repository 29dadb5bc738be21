package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.spi.ChangePush.Change;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A server that has no change streams, for now. */
@Timeout(60)
class StandaloneTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ScriptedServer server = new ScriptedServer();
  private final Statements statements = new Statements();
  private final MongoClient driver = statements.client(server.url());
  private final Client client = Client.handedIn(driver);
  private final Database database = new Database(client, "alone");
  private final MongoErrors errors = new MongoErrors("alone", database::cluster);
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private final List<Change> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    client.close();
    driver.close();
    server.close();
  }

  @Test
  void aServerThatBecomesOneOfAReplicaSetIsAskedAgainWhetherItHasChangeStreams() {
    server.fail("aggregate", 40573, "Location40573");
    Disposable listening =
        ChangeStream.changes(database, errors, new Hurried(Schedulers.single(), waits))
            .subscribe(told::add);

    statements.next("aggregate", 3);

    assertThat(waits).startsWith(MINUTE, MINUTE).containsOnly(MINUTE);
    assertThat(told).as("nothing that has broken, as nothing was open").isEmpty();
    listening.dispose();
  }

  @Test
  void itsOutagesAreNoneOfAChangeStream() {
    server.fail("aggregate", 40573, "Location40573");
    Disposable listening =
        ChangeStream.changes(database, errors, new Hurried(Schedulers.single(), waits))
            .subscribe(told::add);
    statements.next("aggregate", 2); // the first has been refused before the second is sent

    server.fail("aggregate", 91, "ShutdownInProgress");
    statements.forget();
    statements.next("aggregate", 3);

    assertThat(waits).containsOnly(MINUTE);
    assertThat(told).isEmpty();
    listening.dispose();
  }

  /** Keeps nobody waiting. */
  private record Hurried(Scheduler below, List<Duration> waits) implements Scheduler {

    @Override
    public Disposable schedule(Runnable task) {
      return below.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      waits.add(Duration.of(delay, unit.toChronoUnit()));
      return below.schedule(task);
    }

    @Override
    public Worker createWorker() {
      return below.createWorker();
    }

    @Override
    public void dispose() {}
  }
}
