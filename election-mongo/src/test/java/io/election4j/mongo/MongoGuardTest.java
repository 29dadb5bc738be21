package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.guard.StaleLeadership;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the guard sends and says; what transactions make of it, {@link MongoGuardContractTest}. */
class MongoGuardTest {

  private final SessionServer server = new SessionServer();
  private final Statements statements = new Statements();
  private final MongoClient client = statements.client(server.url());
  private final MongoLeaseStore store = MongoLeaseStore.create(client);
  private final MongoGuard guard = MongoGuard.create(client);
  private final Lease me = Some.lease();
  private ElectionRecord record;
  private ClientSession session;

  @BeforeEach
  void lead() {
    store.prepare().block(Some.PATIENCE);
    record = Some.taken(store, me, 1).get(0);
    session = Some.answer(Mono.from(client.startSession()));
    statements.forget();
  }

  @AfterEach
  void close() {
    session.close();
    store.close();
    client.close();
    server.close();
  }

  private void refused(Leadership leadership) {
    session.startTransaction();
    assertThatExceptionOfType(NoLongerLeaderException.class)
        .isThrownBy(() -> guard.check(session, leadership).block(Some.PATIENCE))
        .withMessage(
            "election '%s': term %d is over, so its write is refused",
            leadership.election(), leadership.term());
    Mono.from(session.abortTransaction()).block(Some.PATIENCE);
  }

  @Test
  void itWritesToTheRecordInTheTransactionOnTheConditionOfTermAndHolder() {
    session.startTransaction();
    guard.check(session, StaleLeadership.of(record)).block(Some.PATIENCE);

    BsonDocument sent = statements.next("update", 1);
    assertThat(sent.getBoolean("startTransaction")).isEqualTo(BsonBoolean.TRUE);
    assertThat(sent.getBoolean("autocommit")).isEqualTo(BsonBoolean.FALSE);
    assertThat(sent).containsKeys("lsid", "txnNumber").doesNotContainKey("writeConcern");
    assertThat(sent.getString("update").getValue()).isEqualTo("election_record");
    BsonDocument update = sent.getArray("updates").get(0).asDocument();
    assertThat(update.getDocument("q"))
        .isEqualTo(
            new BsonDocument("_id", new BsonString(record.election()))
                .append("term", new BsonInt64(1))
                .append("holder", new BsonString(me.id().toString())));
    assertThat(update.getDocument("u"))
        .isEqualTo(BsonDocument.parse("{$inc: {guard: {$numberLong: '1'}}}"));
    assertThat(update).doesNotContainKey("upsert");
  }

  @Test
  void aLeaderWhoseSuccessorIsElectedIsRefused() {
    Leadership former = StaleLeadership.of(record);
    Some.answer(store.claim(Some.lease(), List.of(record)).single());

    refused(former);
  }

  @Test
  void anEarlierTermOfTheSameLeaseIsRefused() {
    Leadership former = StaleLeadership.of(record);
    ElectionRecord again = Some.answer(store.claim(me, List.of(record)).single());

    refused(former);
    session.startTransaction();
    guard.check(session, StaleLeadership.of(again)).block(Some.PATIENCE);
  }

  @Test
  void anotherLeaseOfTheSameTermIsRefused() {
    refused(new StaleLeadership(record.election(), record.term(), LeaseId.random()));
  }

  @Test
  void aLeaderThatHasLeftIsRefused() {
    Some.answer(store.amend(Some.vacating(List.of(record))).single());

    refused(StaleLeadership.of(record));
  }

  @Test
  void anElectionThatDoesNotExistIsRefusedAndNotCreated() {
    refused(new StaleLeadership("none", 1, me.id()));
    assertThat(Some.answers(store.list("none"))).isEmpty();
  }

  @Test
  void outsideATransactionTheGuardRefusesToRunAndSendsNothing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> guard.check(session, StaleLeadership.of(record)).block(Some.PATIENCE))
        .withMessageContaining("outside a transaction");

    session.startTransaction();
    Mono.from(session.commitTransaction()).block(Some.PATIENCE);
    assertThatIllegalStateException()
        .isThrownBy(() -> guard.check(session, StaleLeadership.of(record)).block(Some.PATIENCE));
    assertThat(statements.names()).doesNotContain("update");
  }

  @Test
  void nothingIsSentBeforeTheGuardIsSubscribedTo() {
    session.startTransaction();
    guard.check(session, StaleLeadership.of(record));

    assertThat(statements.names()).isEmpty();
  }

  @Test
  void nothingThatPollsOrAmendmentsGoByIsChanged() {
    BsonDocument before = stored();
    for (long i = 1; i <= 2; i++) {
      session.startTransaction();
      guard.check(session, StaleLeadership.of(record)).block(Some.PATIENCE);
      Mono.from(session.commitTransaction()).block(Some.PATIENCE);

      assertThat(stored()).isEqualTo(before.clone().append("guard", new BsonInt64(i)));
    }
    assertThat(Some.answers(store.list(record.election()))).containsExactly(record);
    assertThat(Some.answers(store.amend(Some.vacating(List.of(record))))).hasSize(1);
  }

  private BsonDocument stored() {
    return Some.answer(
        Mono.from(
            client
                .getDatabase(MongoLeaseStore.DEFAULT_DATABASE)
                .getCollection("election_record", BsonDocument.class)
                .find(Filters.election(record.election()))
                .first()));
  }
}
