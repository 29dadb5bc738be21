package io.election4j.mongo;

import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/**
 * Conditional writes of records, each at most once.
 *
 * <p>Those whose condition and update are equal become one statement over all their names: it tests
 * and writes each document for itself, exactly as single statements would, in a fraction of the
 * time. If many are left whose updates are equal, as those of a process that leaves elections of
 * many terms, some share a statement that names the condition of each.
 *
 * <p>The driver sends a batch again after a lost connection only if every statement of it writes
 * one document at most. Then the server knows the number of each statement and answers for one it
 * has applied as it did the first time, so a retry neither applies anything twice nor reports as
 * refused what was applied.
 */
final class Batch {

  /**
   * So many statements are not worth joining, which would keep the driver from sending them again.
   */
  static final int FEW = 10;

  /** The server tries each document against up to so many conditions. */
  static final int ALTERNATIVES = 100;

  private record Kind(BsonDocument condition, BsonDocument update) {

    BsonDocument filter(List<String> names) {
      BsonDocument filter = condition.clone();
      filter.putAll(Filters.elections(names));
      return filter;
    }
  }

  private final Map<Kind, List<String>> names = new LinkedHashMap<>();

  Batch add(String election, BsonDocument condition, BsonDocument update) {
    names.computeIfAbsent(new Kind(condition, update), kind -> new ArrayList<>()).add(election);
    return this;
  }

  List<WriteModel<BsonDocument>> statements() {
    if (names.size() <= FEW) {
      return names.keySet().stream().map(this::statement).toList();
    }
    Map<BsonDocument, List<Kind>> alike = new LinkedHashMap<>();
    for (Kind kind : names.keySet()) {
      alike.computeIfAbsent(kind.update(), update -> new ArrayList<>()).add(kind);
    }
    List<WriteModel<BsonDocument>> statements = new ArrayList<>();
    for (List<Kind> kinds : alike.values()) {
      for (int i = 0; i < kinds.size(); i += ALTERNATIVES) {
        statements.add(statement(kinds.subList(i, Math.min(i + ALTERNATIVES, kinds.size()))));
      }
    }
    return statements;
  }

  private WriteModel<BsonDocument> statement(List<Kind> kinds) {
    if (kinds.size() == 1) {
      return statement(kinds.get(0));
    }
    List<String> all = new ArrayList<>();
    BsonArray alternatives = new BsonArray();
    for (Kind kind : kinds) {
      all.addAll(names.get(kind));
      alternatives.add(kind.filter(names.get(kind)));
    }
    BsonDocument filter = Filters.elections(all).append("$or", alternatives);
    return new UpdateManyModel<>(filter, kinds.get(0).update());
  }

  private WriteModel<BsonDocument> statement(Kind kind) {
    List<String> elections = names.get(kind);
    BsonDocument filter = kind.filter(elections);
    return elections.size() == 1
        ? new UpdateOneModel<>(filter, kind.update())
        : new UpdateManyModel<>(filter, kind.update());
  }
}
