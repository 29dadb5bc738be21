package io.election4j.servers;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a majority of the replica set knows: every change a little after the primary has made it, in
 * the same order. Not safe for threads: the backend runs one command at a time.
 */
final class FakeMajority {

  /** A change under way, and the document as it made it; null if it is gone. */
  private record UnderWay(
      long position,
      long dueNanos,
      String namespace,
      @Nullable Object id,
      @Nullable Document document) {}

  private final Map<String, MongoDatabase> databases = new HashMap<>();
  private final Queue<UnderWay> underWay = new ArrayDeque<>();
  private final CursorRegistry cursors;
  private final LongSupplier lagNanos;
  private long known;
  private long newest;
  private long newestDueNanos = System.nanoTime();

  /**
   * Creates one that knows nothing.
   *
   * @param cursors of the primary, whose clients read on from them
   * @param lagNanos asked at every change how much later a majority knows it
   */
  FakeMajority(CursorRegistry cursors, LongSupplier lagNanos) {
    this.cursors = cursors;
    this.lagNanos = lagNanos;
  }

  CursorRegistry cursors() {
    return cursors;
  }

  /** The primary has changed a document, or dropped a collection where {@code id} is null. */
  void changed(long position, String namespace, @Nullable Object id, @Nullable Document document) {
    long dueNanos = System.nanoTime() + lagNanos.getAsLong();
    if (dueNanos - newestDueNanos > 0) {
      newestDueNanos = dueNanos;
    }
    newest = position;
    Document copy = document == null ? null : document.cloneDeeply();
    underWay.add(new UnderWay(position, newestDueNanos, namespace, id, copy));
  }

  /** Returns the position of the newest change of the primary. */
  long newest() {
    return newest;
  }

  /** Returns the position of the newest change that a majority knows by now. */
  long known() {
    for (UnderWay next = underWay.peek();
        next != null && System.nanoTime() - next.dueNanos() >= 0;
        next = underWay.peek()) {
      learn(underWay.remove());
      known = next.position();
    }
    return known;
  }

  /** Returns when a majority will know more, at most this moment. */
  long nextNanos(long mostNanos) {
    UnderWay next = underWay.peek();
    return next == null || next.dueNanos() - mostNanos > 0 ? mostNanos : next.dueNanos();
  }

  private void learn(UnderWay change) {
    String[] names = change.namespace().split("\\.", 2);
    MongoDatabase database = database(names[0]);
    MongoCollection<?> collection = database.resolveCollection(names[1], false);
    if (change.id() == null) {
      if (collection != null) {
        database.dropCollection(names[1], NoopOplog.get());
      }
      return;
    }
    replace(
        collection == null ? database.createCollectionOrThrowIfExists(names[1]) : collection,
        change);
  }

  private static void replace(MongoCollection<?> collection, UnderWay change) {
    Document byId = new Document("_id", change.id());
    Document before = collection.handleQueryAsStream(byId).findFirst().orElse(null);
    Document after = change.document();
    if (after == null) {
      if (before != null) {
        collection.removeDocument(before);
      }
    } else if (before == null) {
      collection.addDocument(after);
    } else {
      collection.updateDocuments(byId, after, ArrayFilters.empty(), false, false, NoopOplog.get());
    }
  }

  /** Answers a command that only reads. */
  Document read(Channel channel, String database, String command, Document request) {
    known();
    return database(database)
        .handleCommand(channel, command, request, this::database, NoopOplog.get());
  }

  /** Returns the document as a majority knows it now. */
  @Nullable Document stored(String namespace, @Nullable Object id) {
    String[] names = namespace.split("\\.", 2);
    MongoCollection<?> collection = database(names[0]).resolveCollection(names[1], false);
    return collection == null
        ? null
        : collection.handleQueryAsStream(new Document("_id", id)).findFirst().orElse(null);
  }

  private MongoDatabase database(String name) {
    return databases.computeIfAbsent(name, absent -> new FakeMongoDatabase(absent, cursors));
  }
}
