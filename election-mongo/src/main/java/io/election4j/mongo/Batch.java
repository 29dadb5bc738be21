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

  private record Kind(BsonDocument condition, BsonDocument update) {}

  private record Group(Kind kind, List<String> elections) {

    BsonDocument filter() {
      BsonDocument filter = kind.condition().clone();
      filter.putAll(Filters.elections(elections));
      return filter;
    }

    WriteModel<BsonDocument> statement() {
      return elections.size() == 1
          ? new UpdateOneModel<>(filter(), kind.update())
          : new UpdateManyModel<>(filter(), kind.update());
    }
  }

  private final Map<Kind, Group> groups = new LinkedHashMap<>();

  Batch add(String election, BsonDocument condition, BsonDocument update) {
    groups
        .computeIfAbsent(new Kind(condition, update), kind -> new Group(kind, new ArrayList<>()))
        .elections()
        .add(election);
    return this;
  }

  List<WriteModel<BsonDocument>> statements() {
    if (groups.size() <= FEW) {
      return groups.values().stream().map(Group::statement).toList();
    }
    Map<BsonDocument, List<Group>> alike = new LinkedHashMap<>();
    for (Group group : groups.values()) {
      alike.computeIfAbsent(group.kind().update(), update -> new ArrayList<>()).add(group);
    }
    List<WriteModel<BsonDocument>> statements = new ArrayList<>();
    for (List<Group> some : alike.values()) {
      for (int i = 0; i < some.size(); i += ALTERNATIVES) {
        statements.add(joined(some.subList(i, Math.min(i + ALTERNATIVES, some.size()))));
      }
    }
    return statements;
  }

  private static WriteModel<BsonDocument> joined(List<Group> some) {
    if (some.size() == 1) {
      return some.get(0).statement();
    }
    List<String> elections = some.stream().flatMap(group -> group.elections().stream()).toList();
    BsonArray alternatives = new BsonArray(some.stream().map(Group::filter).toList());
    BsonDocument filter = Filters.elections(elections).append("$or", alternatives);
    return new UpdateManyModel<>(filter, some.get(0).kind().update());
  }
}
