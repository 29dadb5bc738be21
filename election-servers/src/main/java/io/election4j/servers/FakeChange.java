package io.election4j.servers;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One change of one document, or the end of a collection. */
record FakeChange(
    BsonTimestamp at,
    Kind kind,
    String namespace,
    @Nullable Object id,
    @Nullable Document description) {

  enum Kind {
    INSERT,
    UPDATE,
    REPLACE,
    DELETE,
    DROP,
    RENAME,
    INVALIDATE;

    /** Returns whether the streams of the collection end with it. */
    boolean ends() {
      return this == DROP || this == RENAME;
    }

    boolean leavesDocument() {
      return this == INSERT || this == UPDATE || this == REPLACE;
    }
  }

  long position() {
    return at.getValue();
  }

  static Document token(long position) {
    return new Document("_data", Long.toHexString(position));
  }

  static long position(String token) {
    return Long.parseUnsignedLong(token, 16);
  }

  /** Returns what follows in the streams of the collection: it comes from the same entry. */
  FakeChange invalidation() {
    return new FakeChange(at, Kind.INVALIDATE, namespace, null, null);
  }

  /** Returns the event that a change stream shows. */
  Document event(@Nullable Document fullDocument) {
    Document event =
        new Document("_id", token(position()))
            .append("operationType", kind.name().toLowerCase(Locale.ROOT))
            .append("clusterTime", at)
            .append("ns", namespaceDocument());
    if (id != null) {
      event.append("documentKey", new Document("_id", id));
    }
    if (description != null) {
      event.append("updateDescription", description.cloneDeeply());
    }
    if (fullDocument != null) {
      event.append("fullDocument", fullDocument.cloneDeeply());
    }
    return event;
  }

  private Document namespaceDocument() {
    String[] names = namespace.split("\\.", 2);
    return new Document("db", names[0]).append("coll", names[1]);
  }
}
