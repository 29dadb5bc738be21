package io.election4j.servers;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database of the fake MongoDB: one whose collections find documents by their ids quickly. */
final class FakeMongoDatabase extends MemoryDatabase {

  FakeMongoDatabase(String name, CursorRegistry cursors) {
    super(name, cursors);
  }

  @Override
  protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
    return new Collection(name, options);
  }

  /**
   * A collection that uses the index on {@code _id} also for queries that name other fields beside
   * it. The memory backend reads everything then, and compares every document with every id: a
   * minute for 10,000 elections.
   */
  private final class Collection extends MemoryCollection {

    private @Nullable Iterable<Integer> chosen;

    Collection(String name, CollectionOptions options) {
      super(FakeMongoDatabase.this, name, options, FakeMongoDatabase.this.cursorRegistry);
    }

    @Override
    protected QueryResult queryDocuments(
        Document query,
        @Nullable Document orderBy,
        int skip,
        int limit,
        int batchSize,
        @Nullable Document fields) {
      Iterable<Integer> found = chosen;
      if (found != null) {
        chosen = null;
        return matchDocuments(query, found, orderBy, skip, limit, batchSize, fields);
      }
      Query parts = Query.of(query);
      return positions(parts)
          .map(byId -> matchDocuments(parts.rest(), byId, orderBy, skip, limit, batchSize, fields))
          .orElseGet(() -> super.queryDocuments(query, orderBy, skip, limit, batchSize, fields));
    }

    @Override
    public synchronized Document updateDocuments(
        Document query,
        Document update,
        ArrayFilters arrayFilters,
        boolean many,
        boolean upsert,
        Oplog oplog) {
      Query parts = Query.of(query);
      Optional<Iterable<Integer>> found =
          parts.namesManyIds() ? positions(parts) : Optional.empty();
      if (found.isEmpty()) {
        return super.updateDocuments(query, update, arrayFilters, many, upsert, oplog);
      }
      // Each document that is found would be matched again, against all the ids: leave them out.
      chosen = found.get();
      try {
        return super.updateDocuments(parts.rest(), update, arrayFilters, many, upsert, oplog);
      } finally {
        chosen = null;
      }
    }

    private Optional<Iterable<Integer>> positions(Query parts) {
      if (parts.id() == null) {
        return Optional.empty();
      }
      return getIndexes().stream()
          .filter(index -> index.canHandle(parts.byId()))
          .findFirst()
          .map(index -> index.getPositions(parts.byId()));
    }
  }

  /**
   * A query taken apart: what it asks of {@code _id}, and the rest.
   *
   * @param id a value, or a document of operators; null if the query does not ask for ids
   */
  private record Query(@Nullable Object id, Document rest) {

    static Query of(Document query) {
      Document rest = flat(query);
      Object id = rest.remove("_id");
      return new Query(id, rest);
    }

    /** Returns the part that an index on {@code _id} can answer. */
    Document byId() {
      return new Document("_id", id);
    }

    boolean namesManyIds() {
      return id instanceof Document operators && operators.containsKey("$in");
    }

    // The driver writes every conjunction as $and.
    private static Document flat(Document query) {
      if (!(query.get("$and") instanceof List<?> parts)) {
        return query.clone();
      }
      Document flat = query.clone();
      flat.remove("$and");
      for (Object part : parts) {
        for (var condition : flat((Document) part).entrySet()) {
          if (flat.put(condition.getKey(), condition.getValue()) != null) {
            // Two conditions on one field: leave them where they were.
            return query.clone();
          }
        }
      }
      return flat;
    }
  }
}
