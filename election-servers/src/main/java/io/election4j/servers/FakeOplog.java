package io.election4j.servers;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractCursor;
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
  private final Map<Long, ChangeCursor> cursors = new HashMap<>();
  private final Function<String, @Nullable MongoCollection<?>> collections;
  private final CursorRegistry registry;
  private final FakeMajority majority;
  private final Clock clock;
  private long last;
  private long forgotten;
  private int kept = 100_000;

  FakeOplog(
      Function<String, @Nullable MongoCollection<?>> collections,
      FakeMajority majority,
      Clock clock) {
    this.clock = clock;
    this.collections = collections;
    this.registry = majority.cursors();
    this.majority = majority;
    nextTimestamp();
  }

  /** Says how many changes to keep for streams that were interrupted. */
  void keep(int changes) {
    kept = changes;
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
    ChangeCursor cursor = new ChangeCursor(stream, namespace, aggregation);
    registry.add(cursor);
    cursors.put(cursor.getId(), cursor);
    return cursor;
  }

  private long start(Document stream) {
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
    return position;
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
      ChangeCursor cursor = cursors.get(batch.get("id"));
      if (cursor != null) {
        batch.put("postBatchResumeToken", FakeChange.token(cursor.position()));
      }
    }
    return reply;
  }

  /** One change stream on one collection. */
  final class ChangeCursor extends AbstractCursor {

    private final String namespace;
    private final boolean fullDocument;
    private final Aggregation aggregation;
    private long position;
    private boolean ended;

    private ChangeCursor(Document stream, String namespace, Aggregation aggregation) {
      super(registry.generateCursorId());
      this.namespace = namespace;
      this.fullDocument = Objects.equals(stream.get("fullDocument"), "updateLookup");
      this.aggregation = aggregation;
      this.position = start(stream);
    }

    long position() {
      return position;
    }

    /**
     * Returns whether there is an event to show, and forgets changes that this stream does not
     * show.
     */
    boolean hasNews() {
      for (FakeChange change : after(position)) {
        if (!events(change).isEmpty()) {
          return true;
        }
        position = change.position();
      }
      return false;
    }

    @Override
    public boolean isEmpty() {
      return ended;
    }

    @Override
    public List<Document> takeDocuments(int limit) {
      List<Document> taken = new ArrayList<>();
      for (FakeChange change : after(position)) {
        if (ended || (limit > 0 && taken.size() >= limit)) {
          break;
        }
        taken.addAll(events(change));
        position = change.position();
        if (change.kind().ends() && change.namespace().equals(namespace)) {
          ended = true;
          taken.add(change.invalidation().event(null));
        }
      }
      return taken;
    }

    private List<Document> events(FakeChange change) {
      return change.namespace().equals(namespace)
          ? aggregation.runStages(Stream.of(change.event(documentOf(change))))
          : List.of();
    }

    private @Nullable Document documentOf(FakeChange change) {
      return switch (change.kind()) {
        case INSERT, REPLACE -> majority.stored(namespace, change.id());
        case UPDATE -> fullDocument ? majority.stored(namespace, change.id()) : null;
        case DELETE, DROP, RENAME, INVALIDATE -> null;
      };
    }
  }
}
