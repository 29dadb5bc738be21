package io.election4j.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.election4j.Candidacy;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionGroup;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.ElectionsStatus;
import io.election4j.FollowerWorker;
import io.election4j.Leader;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import io.election4j.Participant;
import io.election4j.Request;
import io.election4j.jdbc.JdbcLeaseStore;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.LeaseStoreContract;
import io.election4j.testkit.virtual.VirtualProcess;
import io.election4j.testkit.virtual.VirtualWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** The examples of the README, compiled; only the one in virtual time is run. */
abstract class ReadmeExamples {

  private static final Logger log = LoggerFactory.getLogger(ReadmeExamples.class);

  interface Batch {}

  interface Jobs {
    void start(long term);

    void stop();
  }

  interface Client {
    void connect(String address);

    void disconnect();
  }

  abstract void closeNextBook(long term);

  abstract Flux<Batch> consumeShard(int shard, long term);

  void mysql() throws Exception {
    try (Elections elections =
        Elections.builder(MySqlLeaseStore.fromEnvironment())
            .candidate(Candidate.named("billing-7").with("host", "10.0.0.7").with("port", "8081"))
            .build()) {
      Election books = elections.join("billing/close-of-day");
      books.events().subscribe(event -> log.info("{}", event));
      books.campaign(
          leadership -> {
            while (leadership.isValid()) {
              closeNextBook(leadership.term());
            }
          });
    }
  }

  void jdbc(DataSource dataSource) {
    Elections elections =
        Elections.builder(JdbcLeaseStore.create(dataSource))
            .candidate(Candidate.named("billing-7"))
            .build();
  }

  void mongo() {
    Elections elections =
        Elections.builder(MongoLeaseStore.fromUrl("mongodb://db1,db2,db3/?replicaSet=rs0"))
            .lease(Duration.ofSeconds(30))
            .heartbeat(Duration.ofSeconds(15))
            .build();
    Election shard = elections.join("orders/shard/7");
    Flux<Batch> batches = shard.whileLeading(leadership -> consumeShard(7, leadership.term()));
    batches.subscribe(batch -> log.info("done: {}", batch));
    shard.leader().ifPresent(leader -> log.info("led by {}", leader.candidate().address()));
  }

  void workers(Elections elections, Jobs jobs, Client client) {
    Election scheduler = elections.join("scheduler");
    scheduler.lead(
        new LeaderWorker() {
          public void start(Leadership leadership) {
            jobs.start(leadership.term());
          }

          public void stop(Leadership leadership) {
            jobs.stop();
          }
        });
    scheduler.follow(
        new FollowerWorker() {
          public void start(Leader leader) {
            client.connect(leader.candidate().address());
          }

          public void stop(Leader leader) {
            client.disconnect();
          }
        });
  }

  interface Server {
    int start(String page);

    void onPage(Consumer<String> listener);

    void stop();
  }

  abstract Flux<Batch> consume(Leadership leadership);

  abstract String closeBooks(long term) throws InterruptedException;

  void work(Election books) {
    books
        .whileLeading(
            leadership -> consume(leadership), OnFailure.retryAfter(Duration.ofSeconds(5)))
        .subscribe();
    books
        .callWhileLeading(
            leadership -> closeBooks(leadership.term()), OnFailure.stepDown(Duration.ofMinutes(1)))
        .subscribe(report -> log.info("closed: {}", report));
  }

  void overdue(LeaseStore store) {
    Elections elections =
        Elections.builder(store)
            .stopTimeout(Duration.ofSeconds(20))
            .lastResort(overdue -> Runtime.getRuntime().halt(70))
            .build();
  }

  void ready(Elections elections, Flux<Boolean> healthy, Server server) {
    Election orders = elections.join("orders", Candidacy.plain().gatedBy(healthy).confirmed());
    orders.lead(
        new LeaderWorker() {
          public void start(Leadership leadership) throws Exception {
            String page = leadership.predecessor().value();
            int port = server.start(page);
            leadership.ready(Map.of("port", "" + port)).block();
            server.onPage(next -> leadership.proclaim(next).subscribe());
          }

          public void stop(Leadership leadership) {
            server.stop();
          }
        });
  }

  void moving(Elections elections, Election books) {
    books.stepDown(Duration.ofMinutes(10)).block(); // anyone else, for ten minutes
    books.transferTo("billing-8").block(); // to that one, if it is there
    elections.request("orders", Request.resign("ops")).block(); // whoever leads
    elections.drain().block(); // everything, before a deploy
    elections.resume().block();
  }

  void participants(LeaseStore store, LeaderWorker worker) {
    Elections elections =
        Elections.builder(store)
            .candidate(Candidate.named("billing-7").withPriority(10))
            .yieldToPriority(true)
            .build();
    elections.joinMatching("orders/shard/").subscribe(shard -> shard.lead(worker));
    for (Participant participant : elections.participants()) {
      log.info(
          "{} of priority {}", participant.candidate().name(), participant.candidate().priority());
    }
  }

  abstract Flux<Void> index(String shard);

  void group(LeaseStore store) {
    Elections elections = Elections.builder(store).memberOf("indexers").build();
    ElectionGroup shards = elections.group(List.of("shard/0", "shard/1", "shard/2", "shard/3"));
    shards.whileLeading(leadership -> index(leadership.election())).subscribe();
    shards
        .owners()
        .forEach(
            (shard, owner) ->
                log.info(
                    "{}: {}",
                    shard,
                    owner.map(leader -> leader.candidate().name()).orElse("nobody")));
  }

  void status(Elections elections) {
    ElectionsStatus now = elections.status();
    log.info("lease trusted for {}, {} renewals", now.remaining(), now.store().renewals());
    for (ElectionStatus election : now.elections()) {
      log.info(
          "{}: {} since {}, term {}",
          election.election(),
          election.role(),
          election.since(),
          election.term());
    }
    elections.storeEvents().subscribe(event -> log.warn("{}", event));
  }

  static final InMemoryLeaseStore database = InMemoryLeaseStore.create();

  record MyLeaseStore() {
    static LeaseStore over(InMemoryLeaseStore database) {
      return database.connect();
    }
  }

  static class Virtual {
    @Test
    void billsAreSentByTheLeaderOnly() {
      VirtualWorld world = VirtualWorld.create();
      VirtualProcess me = world.process("me");
      Election billing = me.elections().join("billing");
      AtomicInteger sent = new AtomicInteger();
      billing
          .whileLeading(leadership -> Flux.interval(Duration.ofSeconds(1), me.scheduler()))
          .subscribe(second -> sent.incrementAndGet());

      me.elect("billing"); // I lead,
      world.pass(Duration.ofSeconds(10)); // for ten seconds,
      assertEquals(10, sent.get());

      me.storeDown(); // then the database is gone for a minute:
      world.pass(Duration.ofMinutes(1));
      assertTrue(billing.leadership().isEmpty());
      assertTrue(sent.get() < 10 + 15); // the work stopped within the lease of 15 s
    }
  }

  abstract static class Testkit {
    class MyLeaseStoreTest extends LeaseStoreContract {
      @Override
      protected LeaseStore createStore() {
        return MyLeaseStore.over(database);
      }
    }
  }
}
