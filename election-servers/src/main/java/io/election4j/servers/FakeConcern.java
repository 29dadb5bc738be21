package io.election4j.servers;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/** What a command asks of the majority of the replica set. */
final class FakeConcern {

  private static final String MAJORITY = "majority";
  private static final Set<String> READS = Set.of("find", "count", "distinct", "aggregate");

  private FakeConcern() {}

  /** Returns whether a command reads what a majority knows; a change stream always does. */
  static boolean readsMajority(String command, Document request) {
    return READS.contains(command)
        && request.get("readConcern") instanceof Document concern
        && MAJORITY.equals(concern.get("level"))
        && !watches(request);
  }

  private static boolean watches(Document request) {
    return request.get("pipeline") instanceof List<?> stages
        && !stages.isEmpty()
        && stages.get(0) instanceof Document stage
        && stage.containsKey("$changeStream");
  }

  /** Returns whether what a command changes is acknowledged only when a majority knows it. */
  static boolean writesToMajority(Document request) {
    return request.get("writeConcern") instanceof Document concern
        && MAJORITY.equals(concern.get("w"));
  }
}
