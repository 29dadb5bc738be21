package io.election4j.servers;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A collection that uses the index on {@code _id} also for queries that name other fields beside
 * it. The memory backend reads everything then, and compares every document with every id: a minute
 * for 10,000 elections.
 */
final class FakeMongoCollection extends MemoryCollection {

  private @Nullable Iterable<Integer> chosen;

  FakeMongoCollection(
      MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
    super(database, name, options, cursors);
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
    FakeMongoQuery parts = FakeMongoQuery.of(query);
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
    FakeMongoQuery parts = FakeMongoQuery.of(query);
    Optional<Iterable<Integer>> found = parts.namesManyIds() ? positions(parts) : Optional.empty();
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

  private Optional<Iterable<Integer>> positions(FakeMongoQuery parts) {
    if (parts.id() == null) {
      return Optional.empty();
    }
    return getIndexes().stream()
        .filter(index -> index.canHandle(parts.byId()))
        .findFirst()
        .map(index -> index.getPositions(parts.byId()));
  }
}
