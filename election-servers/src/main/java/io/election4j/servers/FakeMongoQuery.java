package io.election4j.servers;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query taken apart: what it asks of {@code _id}, and the rest.
 *
 * @param id a value, or a document of operators; null if the query does not ask for ids
 */
record FakeMongoQuery(@Nullable Object id, Document rest) {

  static FakeMongoQuery of(Document query) {
    Document rest = flat(query);
    Object id = rest.remove("_id");
    return new FakeMongoQuery(id, rest);
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
