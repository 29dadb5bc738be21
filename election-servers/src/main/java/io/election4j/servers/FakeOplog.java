package io.election4j.servers;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes of all collections, for change streams. Not safe for threads: the backend runs
 * one command at a time.
 */
final class FakeOplog implements Oplog {

  private static final int HISTORY_LOST = 286;

  private final TreeMap<Long, FakeChange> changes = new TreeMap<>();
  private final Set<Object> present = new HashSet<>();
  private final Map<Long, FakeOplogCursor> cursors = new HashMap<>();
  private final Function<String, @Nullable MongoCollection<?>> collections;
  private final CursorRegistry registry;
  private final FakeMajority majority;
  private final int kept;
  private final Clock clock;
  private long last;
  private long forgotten;

  FakeOplog(
      Function<String, @Nullable MongoCollection<?>> collections,
      CursorRegistry registry,
      FakeMajority majority,
      int kept,
      Clock clock) {
    this.clock = clock;
    this.collections = collections;
    this.registry = registry;
    this.majority = majority;
    this.kept = kept;
    nextTimestamp();
  }

  /**
   * Returns a timestamp above all before it: seconds in the high half, a counter in the low one.
   */
  BsonTimestamp nextTimestamp() {
    last = Math.max(last + 1, clock.instant().getEpochSecond() << 32);
    return new BsonTimestamp(last);
  }

  /** Returns the changes after this position that a majority knows, oldest first. */
  Iterable<FakeChange> after(long position) {
    long known = majority.known();
    return known > position ? changes.subMap(position, false, known, true).values() : List.of();
  }

  /** Notes which of these documents cannot be inserted, as others with their ids are there. */
  void inserting(String namespace, List<Document> documents) {
    present.clear();
    for (Document document : documents) {
      Object id = document.get("_id");
      if (id != null && stored(namespace, id) != null) {
        present.add(id);
      }
    }
  }

  @Override
  public void handleInsert(String namespace, List<Document> documents) {
    for (Document document : documents) {
      // A document that was refused arrives here as well.
      if (!present.contains(document.get("_id"))
          && document.equals(stored(namespace, document.get("_id")))) {
        add(FakeChange.Kind.INSERT, namespace, document.get("_id"), null);
      }
    }
  }

  @Override
  public void handleUpdate(
      String namespace, Document selector, Document update, List<Object> modifiedIds) {
    boolean operators = update.keySet().stream().allMatch(key -> key.startsWith("$"));
    for (Object id : modifiedIds) {
      if (operators) {
        add(FakeChange.Kind.UPDATE, namespace, id, update);
      } else {
        add(FakeChange.Kind.REPLACE, namespace, id, null);
      }
    }
  }

  @Override
  public void handleDelete(String namespace, Document query, List<Object> deletedIds) {
    deletedIds.forEach(id -> add(FakeChange.Kind.DELETE, namespace, id, null));
  }

  @Override
  public void handleDropCollection(String namespace) {
    add(FakeChange.Kind.DROP, namespace, null, null);
  }

  /** Adds what the memory backend keeps from the oplog: the end of both names' streams. */
  void renamed(String from, String to) {
    add(FakeChange.Kind.RENAME, from, null, null);
    add(FakeChange.Kind.RENAME, to, null, null);
  }

  /**
   * Adds the change that a {@code findAndModify} made, which the memory backend keeps from the
   * oplog.
   */
  void foundAndModified(String namespace, Document request, Document reply) {
    if (reply.get("value") instanceof Document document) {
      List<Object> ids = List.of(document.get("_id"));
      if (request.get("update") instanceof Document update) {
        handleUpdate(namespace, request, update, ids);
      } else {
        handleDelete(namespace, request, ids);
      }
    }
  }

  private void add(
      FakeChange.Kind kind, String namespace, @Nullable Object id, @Nullable Document update) {
    BsonTimestamp at = nextTimestamp();
    Document stored = kind.leavesDocument() ? stored(namespace, id) : null;
    Document description = update == null ? null : describe(update, stored);
    majority.changed(at.getValue(), namespace, id, stored);
    changes.put(at.getValue(), new FakeChange(at, kind, namespace, id, description));
    if (changes.size() > kept) {
      forgotten = changes.pollFirstEntry().getKey();
    }
  }

  /** Returns the document as a majority knows it now. */
  @Nullable Document known(String namespace, @Nullable Object id) {
    return majority.stored(namespace, id);
  }

  private @Nullable Document stored(String namespace, @Nullable Object id) {
    MongoCollection<?> collection = collections.apply(namespace);
    return collection == null
        ? null
        : collection.handleQueryAsStream(new Document("_id", id)).findFirst().orElse(null);
  }

  private static Document describe(Document update, @Nullable Document stored) {
    Document updated = new Document();
    List<String> removed = new ArrayList<>();
    update.values().stream()
        .flatMap(fields -> ((Document) fields).keySet().stream())
        .map(path -> path.split("\\.", 2)[0])
        .forEach(
            field -> {
              if (stored != null && stored.containsKey(field)) {
                updated.put(field, stored.get(field));
              } else {
                removed.add(field);
              }
            });
    return new Document("updatedFields", updated.cloneDeeply()).append("removedFields", removed);
  }

  @Override
  public Cursor createCursor(Document stream, String namespace, Aggregation aggregation) {
    long position =
        Stream.of(token(stream, "startAfter"), token(stream, "resumeAfter"), time(stream))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(last);
    if (position < forgotten) {
      throw new MongoServerError(
          HISTORY_LOST,
          "ChangeStreamHistoryLost",
          "Resume of change stream was not possible, as the resume point may no longer be in the oplog.");
    }
    boolean fullDocument = Objects.equals(stream.get("fullDocument"), "updateLookup");
    FakeOplogCursor cursor =
        new FakeOplogCursor(
            registry.generateCursorId(), this, namespace, fullDocument, aggregation, position);
    registry.add(cursor);
    cursors.put(cursor.getId(), cursor);
    return cursor;
  }

  private static @Nullable Long token(Document stream, String option) {
    return stream.get(option) instanceof Document token
        ? FakeChange.position((String) token.getOrDefault("_data", ""))
        : null;
  }

  private static @Nullable Long time(Document stream) {
    return stream.get("startAtOperationTime") instanceof BsonTimestamp time
        ? time.getValue() - 1
        : null;
  }

  /** Ends all change streams. */
  void endCursors() {
    cursors.keySet().forEach(registry::remove);
    cursors.clear();
  }

  /**
   * Adds to a reply the time of the last write, and from where its change stream can be resumed, if
   * it is one.
   */
  Document withResumeToken(Document reply) {
    reply.put("operationTime", new BsonTimestamp(last));
    if (reply.get("cursor") instanceof Document batch) {
      FakeOplogCursor cursor = cursors.get(batch.get("id"));
      if (cursor != null) {
        batch.put("postBatchResumeToken", FakeChange.token(cursor.position()));
      }
    }
    return reply;
  }
}
