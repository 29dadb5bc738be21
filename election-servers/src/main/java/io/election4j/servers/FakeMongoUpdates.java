package io.election4j.servers;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Corrections to write commands and their replies. */
final class FakeMongoUpdates {

  private static final BsonTimestamp EMPTY = new BsonTimestamp(0);

  /** What each further statement of an update costs, however little it changes. */
  private static final long STATEMENT_NANOS = 100_000;

  private FakeMongoUpdates() {}

  /**
   * Makes a {@code $currentDate} timestamp unique and rising, which the memory backend keeps to
   * whole seconds.
   */
  static void makeTimestampsRise(String command, Document request, FakeOplog clock) {
    if (command.equals("update")) {
      documents(request.get("updates")).forEach(one -> setTimestamps(one.get("u"), clock));
    } else if (command.equals("findandmodify")) {
      setTimestamps(request.get("update"), clock);
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

  /**
   * Prepares an insert: servers replace an empty timestamp by their time, and the oplog has to know
   * what will be refused.
   */
  static void prepareInsert(String database, String command, Document request, FakeOplog oplog) {
    if (command.equals("insert")) {
      List<Document> documents = documents(request.get("documents"));
      documents.forEach(
          document ->
              document.replaceAll(
                  (field, value) -> EMPTY.equals(value) ? oplog.nextTimestamp() : value));
      oplog.inserting(database + "." + request.get("insert"), documents);
    }
  }

  /**
   * Returns how much longer an update of several statements takes than one that changes as much.
   */
  static long costNanos(String command, Document request) {
    return command.equals("update")
        ? STATEMENT_NANOS * (documents(request.get("updates")).size() - 1)
        : 0;
  }

  private static boolean isTimestamp(@Nullable Object type) {
    return type instanceof Document described && "timestamp".equals(described.get("$type"));
  }

  private static void set(Document operators, String field, Object value) {
    Document set = (Document) operators.computeIfAbsent("$set", absent -> new Document());
    set.put(field, value);
  }

  /** Subtracts from the count of an insert the documents that were refused. */
  static void countInserted(String command, Document request, Document reply) {
    if (!command.equals("insert")) {
      return;
    }
    List<Document> errors = documents(reply.get("writeErrors"));
    if (!errors.isEmpty()) {
      boolean ordered = Utils.isTrue(request.get("ordered"));
      Object inserted =
          ordered
              ? errors.get(0).getOrDefault("index", 0)
              : documents(request.get("documents")).size() - errors.size();
      reply.put("n", inserted);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Document> documents(@Nullable Object list) {
    return Optional.ofNullable((List<Document>) list).orElse(List.of());
  }
}
