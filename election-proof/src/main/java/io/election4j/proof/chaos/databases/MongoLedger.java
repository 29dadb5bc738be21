package io.election4j.proof.chaos.databases;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.Ledger;
import java.time.Duration;
import java.util.List;
import org.bson.Document;

/** A document of a collection of its own, which one conditional update writes. */
final class MongoLedger implements Ledger {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String ELECTION = "_id";
  private static final String FENCE = "fence";
  private static final String VALUE = "value";
  private static final String ENTRIES = "entries";

  private final MongoSession session;

  MongoLedger(ServerAddress address) {
    session = new MongoSession(address, PATIENCE);
  }

  @Override
  public void create(String election) {
    Document empty =
        new Document(ELECTION, election)
            .append(FENCE, 0L)
            .append(VALUE, 0L)
            .append(ENTRIES, List.of());
    session.wait(documents().insertOne(empty));
  }

  @Override
  public boolean append(String election, long term, String entry) {
    return session
            .wait(
                documents()
                    .updateOne(
                        and(eq(ELECTION, election), lte(FENCE, term)),
                        combine(
                            set(FENCE, term), inc(VALUE, 1L), push(ENTRIES, term + ":" + entry))))
            .getMatchedCount()
        == 1;
  }

  @Override
  public Contents read(String election) {
    Document document = session.wait(documents().find(eq(ELECTION, election)).first());
    List<Entry> entries =
        document.getList(ENTRIES, String.class).stream()
            .map(text -> text.split(":", 2))
            .map(parts -> new Entry(Long.parseLong(parts[0]), parts[1]))
            .toList();
    return new Contents(document.get(VALUE, Number.class).longValue(), entries);
  }

  private MongoCollection<Document> documents() {
    return session.database().getCollection("chaos_ledger");
  }

  @Override
  public void close() {
    session.close();
  }
}
