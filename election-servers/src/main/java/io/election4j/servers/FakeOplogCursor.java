package io.election4j.servers;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change stream on one collection. Not safe for threads: the backend runs one command at a
 * time.
 */
final class FakeOplogCursor extends AbstractCursor {

  private final FakeOplog changes;
  private final String namespace;
  private final boolean fullDocument;
  private final Aggregation aggregation;
  private long position;
  private boolean ended;

  FakeOplogCursor(
      long id,
      FakeOplog changes,
      String namespace,
      boolean fullDocument,
      Aggregation aggregation,
      long position) {
    super(id);
    this.changes = changes;
    this.namespace = namespace;
    this.fullDocument = fullDocument;
    this.aggregation = aggregation;
    this.position = position;
  }

  long position() {
    return position;
  }

  /**
   * Returns whether there is an event to show, and forgets changes that this stream does not show.
   */
  boolean hasNews() {
    for (FakeChange change : changes.after(position)) {
      if (!events(change).isEmpty()) {
        return true;
      }
      position = change.position();
    }
    return false;
  }

  @Override
  public boolean isEmpty() {
    return ended;
  }

  @Override
  public List<Document> takeDocuments(int limit) {
    List<Document> taken = new ArrayList<>();
    for (FakeChange change : changes.after(position)) {
      if (ended || (limit > 0 && taken.size() >= limit)) {
        break;
      }
      taken.addAll(events(change));
      position = change.position();
      if (change.kind().ends() && change.namespace().equals(namespace)) {
        ended = true;
        taken.add(change.invalidation().event(null));
      }
    }
    return taken;
  }

  private List<Document> events(FakeChange change) {
    return change.namespace().equals(namespace)
        ? aggregation.runStages(Stream.of(change.event(documentOf(change))))
        : List.of();
  }

  private @Nullable Document documentOf(FakeChange change) {
    return switch (change.kind()) {
      case INSERT, REPLACE -> changes.known(namespace, change.id());
      case UPDATE -> fullDocument ? changes.known(namespace, change.id()) : null;
      case DELETE, DROP, RENAME, INVALIDATE -> null;
    };
  }
}
