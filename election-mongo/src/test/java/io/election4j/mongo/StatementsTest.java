package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.Request;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many statements an operation takes, counted at the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsTest {

  private final TestServer server = TestServers.mongo();
  private final Statements statements = new Statements();
  private final MongoClient client = statements.client(server.url());
  private final MongoLeaseStore store = MongoLeaseStore.create(client, "statements");

  @BeforeEach
  void prepare() {
    store.prepare().block(Some.PATIENCE);
    observe(null, List.of());
    statements.forget();
  }

  @AfterAll
  void close() {
    store.close();
    client.close();
    server.close();
  }

  @Test
  void aRenewalIsOneUpdate() {
    Lease me = Some.opened(store);
    statements.forget();

    assertThat(Some.answer(store.renew(me.id()))).isTrue();

    assertThat(statements.names()).containsExactly("update");
  }

  @Test
  void openEndAndFenceAreOneWriteEach() {
    Lease me = Some.opened(store);
    Some.answer(store.fence(LeaseId.random(), 0));
    Some.answer(store.fence(me.id(), 1));
    store.end(me.id()).block(Some.PATIENCE);

    assertThat(statements.names()).containsExactly("insert", "insert", "update", "update");
  }

  @Test
  void anIdleObservationBesideAChangeStreamIsOneRead() {
    observe(null, List.of(LeaseId.random(), LeaseId.random()));
    assertThat(statements.names()).containsExactly("find");
  }

  @Test
  void anObservationOfNothingIsNoStatement() {
    observe(null, List.of());
    assertThat(statements.names()).isEmpty();
  }

  @Test
  void aPollIsTwoReadsEvenIfItRereadsRecordsByName() {
    List<ElectionRecord> records = Some.created(store, 3);
    Marker marker = marker();
    statements.forget();

    Some.answer(
        store.observe(
            marker,
            List.of(LeaseId.random()),
            records.stream().map(ElectionRecord::election).toList()));

    assertThat(statements.names()).containsExactly("find", "find");
  }

  @Test
  void aClaimOfOneElectionIsOneStatementThatReturnsIt() {
    Lease me = Some.opened(store);
    ElectionRecord seen = Some.created(store, 1).get(0);
    statements.forget();

    List<ElectionRecord> won = Some.answers(store.claim(me, List.of(seen)));
    assertThat(statements.names()).containsExactly("findAndModify");
    assertThat(won).allMatch(record -> record.heldBy(me.id()) && record.term() == 1).hasSize(1);
  }

  @Test
  void aClaimOfThousandsIsOneUpdateAndOneReadPerThousand() {
    Lease me = Some.opened(store);
    List<ElectionRecord> seen = Some.created(store, 5000);
    statements.forget();

    assertThat(Some.answers(store.claim(me, seen))).hasSize(5000);

    assertThat(statements.names()).hasSize(10).containsOnly("update", "find");
    assertThat(updatesOfEachCommand()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void aVacationOfThousandsTakenTogetherIsOneUpdatePerThousandAndNoRead() {
    Lease me = Some.opened(store);
    List<ElectionRecord> mine = Some.taken(store, me, 5000);
    statements.forget();

    assertThat(Some.answers(store.amend(Some.vacating(mine)))).hasSize(5000);

    assertThat(statements.names()).hasSize(5).containsOnly("update");
    assertThat(updatesOfEachCommand()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void recordsOfManyHoldersAndTermsAreTakenByOneCommand() {
    Lease me = Some.opened(store);
    List<ElectionRecord> seen = new ArrayList<>(Some.created(store, 10));
    Collections.nCopies(5, 4).forEach(n -> seen.addAll(Some.taken(store, Some.lease(), n)));
    List<ElectionRecord> mine = Some.taken(store, me, 10);
    seen.addAll(Some.answers(store.claim(me, mine.subList(0, 5))));
    seen.addAll(mine.subList(5, 10));
    statements.forget();

    assertThat(Some.answers(store.claim(me, seen))).hasSize(40);

    assertThat(statements.names()).containsExactly("update", "find");
    assertThat(updatesOfEachCommand()).as("vacant, 5 rivals, 2 own terms").containsExactly(8);
  }

  @Test
  void aPublicationIsOneUpdateThatTheDriverMaySendAgain() {
    Lease me = Some.opened(store);
    ElectionRecord mine = Some.taken(store, me, 1).get(0);
    statements.forget();

    Some.answers(store.amend(List.of(new Amendment.Publish(mine, me.candidate(), "here"))));

    assertThat(statements.names()).containsExactly("update");
    BsonDocument update = statements.commands().get(0).getArray("updates").get(0).asDocument();
    assertThat(update.containsKey("multi")).isFalse();
  }

  @Test
  void askingIsOneUpdateAndTheRequestIsADocumentOfValues() {
    ElectionRecord held = Some.taken(store, Some.opened(store), 1).get(0);
    statements.forget();

    Request request = Request.transfer("$set", "a.b");
    Some.answers(store.amend(List.of(new Amendment.Ask(held, request))));

    assertThat(statements.names()).containsExactly("update");
    BsonDocument update = statements.commands().get(0).getArray("updates").get(0).asDocument();
    assertThat(update.getDocument("u").getDocument("$set"))
        .isEqualTo(
            BsonDocument.parse("{request: {kind: 'TRANSFER', successor: '$set', by: 'a.b'}}"));
  }

  @Test
  void allLeasesAreOneReadAndAPurgeOfAThousandIsOneReadAndOneDeletion() {
    Lease me = Some.opened(store);
    statements.forget();

    assertThat(Some.answers(store.leases())).contains(me);
    store.purge(Stream.generate(LeaseId::random).limit(1000).toList()).block(Some.PATIENCE);

    assertThat(statements.names()).containsExactly("find", "find", "delete");
  }

  @Test
  void creatingWhatIsThereWritesNothing() {
    List<String> names = Some.created(store, 20).stream().map(ElectionRecord::election).toList();
    statements.forget();

    store.create(names).block(Some.PATIENCE);

    assertThat(statements.names()).containsExactly("find");
  }

  @Test
  void idlePollsBecomeEmptyAgainAfterManyChanges() {
    MongoLeaseStore quiet = MongoLeaseStore.create(client, "quiet");
    quiet.prepare().block(Some.PATIENCE);
    Lease me = Some.opened(quiet);
    Some.taken(quiet, me, 50);
    Poller poller = new Poller(quiet, me);
    poller.poll();
    assertThat(poller.poll()).as("the overlap").hasSize(50);

    Some.eventually(
        () -> Some.answer(quiet.renew(me.id())) && poller.poll().isEmpty(),
        "an empty poll once the overlap is over");
    quiet.close();
  }

  @Test
  void everyWriteWaitsForAMajorityAndEveryReadShowsWhatOneHas() {
    Lease me = Some.opened(store);
    List<ElectionRecord> mine = Some.taken(store, me, 2);
    Some.answer(store.renew(me.id()));
    Some.answers(store.amend(Some.vacating(mine)));
    Some.answer(store.observe(marker(), List.of(me.id()), List.of("x")));
    Some.answers(store.list("x"));

    assertThat(statements.commands())
        .filteredOn(c -> List.of("insert", "update", "findAndModify").contains(c.getFirstKey()))
        .isNotEmpty()
        .allMatch(c -> c.getDocument("writeConcern").equals(BsonDocument.parse(MAJORITY)));
    assertThat(statements.commands())
        .filteredOn(c -> c.getFirstKey().equals("find"))
        .isNotEmpty()
        .allMatch(
            c -> c.getDocument("readConcern").equals(BsonDocument.parse("{level:'majority'}")));
    assertThat(statements.commands())
        .as("every statement is limited at the server too")
        .allMatch(c -> c.containsKey("maxTimeMS"));
  }

  private static final String MAJORITY = "{w: 'majority', j: true}";

  /** A follower without push. */
  private static final class Poller {

    private final MongoLeaseStore store;
    private final Lease watched;
    private Marker marker = Marker.START;

    Poller(MongoLeaseStore store, Lease watched) {
      this.store = store;
      this.watched = watched;
    }

    List<ElectionRecord> poll() {
      Observation seen = Some.answer(store.observe(marker, List.of(watched.id()), List.of()));
      marker = Objects.requireNonNull(seen.next());
      return seen.records();
    }
  }

  private void observe(@Nullable Marker since, List<LeaseId> watched) {
    Some.answer(store.observe(since, watched, List.of()));
  }

  private Marker marker() {
    Observation start = Some.answer(store.observe(Marker.START, List.of(), List.of()));
    return Objects.requireNonNull(start.next());
  }

  private List<Integer> updatesOfEachCommand() {
    return statements.commands().stream()
        .filter(command -> command.getFirstKey().equals("update"))
        .map(command -> command.getArray("updates").size())
        .toList();
  }
}
