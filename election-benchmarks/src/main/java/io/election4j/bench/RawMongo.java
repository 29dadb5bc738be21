package io.election4j.bench;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.databases.MongoSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** On a MongoDB, which counts nothing: whoever speaks to it counts. Not thread-safe. */
final class RawMongo implements Raw {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MongoSession session;
  private final MongoCollection<Document> collection;
  private final MongoCollection<Document> records;
  private long version;
  private int rows;

  RawMongo(ServerAddress server) {
    session = new MongoSession(server, PATIENCE);
    MongoDatabase database = session.database();
    collection = database.getCollection("bench_raw");
    records = database.getCollection("election_record");
    session.wait(collection.deleteMany(new Document()));
    session.wait(collection.insertOne(new Document("_id", 1).append("version", 0L)));
  }

  @Override
  public long write() {
    long start = System.nanoTime();
    session.wait(
        collection.updateOne(
            Filters.and(Filters.eq("_id", 1), Filters.eq("version", version)),
            Updates.inc("version", 1L)));
    version++;
    return System.nanoTime() - start;
  }

  @Override
  public long read() {
    long start = System.nanoTime();
    session.wait(collection.find(Filters.eq("_id", 1)).first());
    return System.nanoTime() - start;
  }

  @Override
  public long writeMany(int wanted) {
    List<Document> more = new ArrayList<>();
    while (rows < wanted) {
      more.add(new Document("_id", 2 + rows++).append("version", 0L));
    }
    if (!more.isEmpty()) {
      session.wait(collection.insertMany(more));
    }
    long start = System.nanoTime();
    session.wait(
        collection.updateMany(
            Filters.and(Filters.gt("_id", 1), Filters.lte("_id", 1 + wanted)),
            Updates.inc("version", 1L)));
    return System.nanoTime() - start;
  }

  @Override
  public long writeRecords(List<String> elections) {
    long start = System.nanoTime();
    session.wait(
        records.updateMany(
            Filters.in("_id", elections),
            Updates.combine(Updates.inc("term", 1L), Updates.inc("revision", 1L))));
    return System.nanoTime() - start;
  }

  @Override
  public Counters counters() {
    return new Counters(System.nanoTime(), Map.of());
  }

  @Override
  public InetSocketAddress address() {
    return session.primary();
  }

  @Override
  public void close() {
    session.close();
  }
}
