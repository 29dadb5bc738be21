package io.election4j.servers;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;

/** A database of the fake MongoDB: one whose collections find documents by their ids quickly. */
final class FakeMongoDatabase extends MemoryDatabase {

  FakeMongoDatabase(String name, CursorRegistry cursors) {
    super(name, cursors);
  }

  @Override
  protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
    return new FakeMongoCollection(this, name, options, cursorRegistry);
  }
}
