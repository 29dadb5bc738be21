package io.election4j.mongo;

import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * Conditional writes of records, each at most once.
 *
 * <p>Those whose condition and update are equal become one statement over all their names: it tests
 * and writes each document for itself, exactly as single statements would, in a fraction of the
 * time.
 *
 * <p>The driver sends a batch again after a lost connection only if every statement of it writes
 * one document at most. Then the server knows the number of each statement and answers for one it
 * has applied as it did the first time, so a retry neither applies anything twice nor reports as
 * refused what was applied.
 */
final class Batch {

  private record Kind(BsonDocument condition, BsonDocument update) {}

  private final Map<Kind, List<String>> names = new LinkedHashMap<>();

  Batch add(String election, BsonDocument condition, BsonDocument update) {
    names.computeIfAbsent(new Kind(condition, update), kind -> new ArrayList<>()).add(election);
    return this;
  }

  List<WriteModel<BsonDocument>> statements() {
    return names.entrySet().stream().map(e -> statement(e.getKey(), e.getValue())).toList();
  }

  private static WriteModel<BsonDocument> statement(Kind kind, List<String> names) {
    BsonDocument filter = kind.condition().clone();
    filter.putAll(Filters.elections(names));
    return names.size() == 1
        ? new UpdateOneModel<>(filter, kind.update())
        : new UpdateManyModel<>(filter, kind.update());
  }
}
