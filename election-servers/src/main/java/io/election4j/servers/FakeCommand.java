package io.election4j.servers;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command to the fake MongoDB: what it asks of the majority of the replica set, and what is
 * corrected of writes and of the replies to them.
 *
 * @param name in lower case
 */
record FakeCommand(String database, String name, Document request) {

  private static final String MAJORITY = "majority";
  private static final Set<String> READS = Set.of("find", "count", "distinct", "aggregate");
  private static final BsonTimestamp EMPTY = new BsonTimestamp(0);

  /** What each further statement of an update costs, however little it changes. */
  private static final long STATEMENT_NANOS = 100_000;

  /** Returns whether it reads what a majority knows; a change stream always does. */
  boolean readsMajority() {
    return READS.contains(name)
        && request.get("readConcern") instanceof Document concern
        && MAJORITY.equals(concern.get("level"))
        && !watches();
  }

  private boolean watches() {
    return request.get("pipeline") instanceof List<?> stages
        && !stages.isEmpty()
        && stages.get(0) instanceof Document stage
        && stage.containsKey("$changeStream");
  }

  /** Returns whether what it changes is acknowledged only when a majority knows it. */
  boolean writesToMajority() {
    return request.get("writeConcern") instanceof Document concern
        && MAJORITY.equals(concern.get("w"));
  }

  /**
   * Returns how much longer an update of several statements takes than one that changes as much.
   */
  long costNanos() {
    return name.equals("update") ? STATEMENT_NANOS * (documents("updates").size() - 1) : 0;
  }

  /**
   * Makes {@code $currentDate} timestamps unique and rising, which the memory backend keeps to
   * whole seconds. Before an insert, replaces empty timestamps by the time, as servers do, and
   * tells the oplog what will be refused.
   */
  void prepare(FakeOplog oplog) {
    switch (name) {
      case "update" -> documents("updates").forEach(one -> setTimestamps(one.get("u"), oplog));
      case "findandmodify" -> setTimestamps(request.get("update"), oplog);
      case "insert" -> {
        List<Document> documents = documents("documents");
        documents.forEach(
            document ->
                document.replaceAll(
                    (field, value) -> EMPTY.equals(value) ? oplog.nextTimestamp() : value));
        oplog.inserting(database + "." + request.get("insert"), documents);
      }
      default -> {}
    }
  }

  private static void setTimestamps(@Nullable Object update, FakeOplog clock) {
    if (update instanceof Document operators
        && operators.get("$currentDate") instanceof Document dates) {
      List<String> fields =
          dates.entrySet().stream()
              .filter(field -> isTimestamp(field.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      fields.forEach(field -> set(operators, field, clock.nextTimestamp()));
      fields.forEach(dates::remove);
      if (dates.isEmpty()) {
        operators.remove("$currentDate");
      }
    }
  }

  private static boolean isTimestamp(@Nullable Object type) {
    return type instanceof Document described && "timestamp".equals(described.get("$type"));
  }

  private static void set(Document operators, String field, Object value) {
    Document set = (Document) operators.computeIfAbsent("$set", absent -> new Document());
    set.put(field, value);
  }

  /** Subtracts from the count of an insert the documents that were refused. */
  void countInserted(Document reply) {
    List<Document> errors = documents(reply.get("writeErrors"));
    if (name.equals("insert") && !errors.isEmpty()) {
      boolean ordered = Utils.isTrue(request.get("ordered"));
      Object inserted =
          ordered
              ? errors.get(0).getOrDefault("index", 0)
              : documents("documents").size() - errors.size();
      reply.put("n", inserted);
    }
  }

  private List<Document> documents(String field) {
    return documents(request.get(field));
  }

  @SuppressWarnings("unchecked")
  private static List<Document> documents(@Nullable Object list) {
    return Optional.ofNullable((List<Document>) list).orElse(List.of());
  }
}
