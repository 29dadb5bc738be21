package io.election4j.mongo;

import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.guard.GuardContract;
import io.election4j.testkit.guard.GuardedSession;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** Runs where MongoDB has transactions; skipped, with the reason, where it has none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoGuardContractTest extends GuardContract {

  private static final String DATABASE = "guarded";

  private final TestServer server = TestServers.mongo();
  private final MongoClient client = MongoClients.create(server.url());

  @BeforeEach
  void requireTransactions() {
    try (LeaseStore store = createStore();
        ClientSession session = Some.answer(Mono.from(client.startSession()))) {
      store.prepare().block(Some.PATIENCE);
      // MongoDB 4.2 creates no collection in a transaction.
      Mono.from(client.getDatabase(DATABASE).createCollection(MongoSession.LEDGER))
          .onErrorComplete()
          .block(Some.PATIENCE);
      session.startTransaction();
      Mono.from(
              client
                  .getDatabase(DATABASE)
                  .getCollection(MongoSession.LEDGER)
                  .insertOne(session, new Document()))
          .block(Some.PATIENCE);
      Mono.from(session.commitTransaction()).block(Some.PATIENCE);
    } catch (MongoException none) {
      Assumptions.abort(server.description() + " runs no transaction: " + none.getMessage());
    }
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @Override
  protected LeaseStore createStore() {
    return MongoLeaseStore.create(client, DATABASE);
  }

  @Override
  protected GuardedSession createSession() {
    return new MongoSession(client, DATABASE, MongoGuard.inDatabase(client, DATABASE)::check);
  }

  @Override
  protected GuardedSession createCarelessSession() {
    return new MongoSession(
        client,
        DATABASE,
        MongoSession.careless(
            client.getDatabase(DATABASE).getCollection(Database.RECORDS, BsonDocument.class)));
  }
}
