package io.election4j.servers;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory backend, corrected where a leader election would notice that it is no MongoDB.
 *
 * <ul>
 *   <li>One command at a time, and answers are copies: without that a read could see half of an
 *       update.
 *   <li>A request for changes waits until there are some, at most the time the client asked for.
 *   <li>It presents itself as a replica set of one.
 *   <li>{@code $currentDate} timestamps rise with every command, not once per second.
 *   <li>An insert counts the documents inserted and stamps them; {@code findAndModify} and renamed
 *       collections show in change streams.
 *   <li>Answers tell the time of the last write.
 *   <li>A majority knows a write a little later than the primary. Only then it shows in majority
 *       reads and in change streams, and only then it is acknowledged, if that was asked for. A
 *       write that changed nothing is answered at once, whatever was asked for.
 *   <li>Many statements take longer than one statement of many documents.
 * </ul>
 */
final class FakeMongoBackend extends MemoryBackend {

  private static final long DEFAULT_WAIT_MILLIS = 1_000;

  private final FakeReplicaSet replicaSet;
  private final FakeMajority majority;
  private final FakeOplog changes;
  private long life;

  /**
   * Creates an empty one.
   *
   * @param lagNanos how much later than the primary a majority knows a write
   */
  FakeMongoBackend(InetSocketAddress address, Clock clock, LongSupplier lagNanos) {
    super(clock);
    this.replicaSet = new FakeReplicaSet(address, clock);
    this.majority = new FakeMajority(getCursorRegistry(), lagNanos);
    this.changes = new FakeOplog(this::collectionNamed, majority, clock);
    enableOplog();
  }

  @Override
  protected Oplog createOplog() {
    return changes;
  }

  @Override
  public MemoryDatabase openOrCreateDatabase(String name) {
    return new FakeMongoDatabase(name, getCursorRegistry());
  }

  /** Says how many changes to keep for streams that were interrupted. */
  void keep(int changes) {
    this.changes.keep(changes);
  }

  /** Ends all open cursors, as the end of a server process does. */
  synchronized void endCursors() {
    life++;
    changes.endCursors();
    notifyAll();
  }

  @Override
  public synchronized Document handleCommand(
      Channel channel, String database, String command, Document request) {
    String name = command.toLowerCase(Locale.ROOT);
    Document special = replicaSet.answer(name);
    if (special != null) {
      return special;
    }
    FakeCommand asked = new FakeCommand(database, name, request);
    return asked.readsMajority()
        ? majority.read(channel, database, command, request).cloneDeeply()
        : answer(channel, command, asked);
  }

  private Document answer(Channel channel, String command, FakeCommand asked) {
    Document request = asked.request();
    long before = majority.newest();
    asked.prepare(changes);
    Document reply = super.handleCommand(channel, asked.database(), command, request);
    if (asked.name().equals("findandmodify")) {
      changes.foundAndModified(asked.database() + "." + request.get(command), request, reply);
    } else if (asked.name().equals("renamecollection")) {
      changes.renamed(String.valueOf(request.get(command)), String.valueOf(request.get("to")));
    }
    asked.countInserted(reply);
    Document answer = changes.withResumeToken(reply.cloneDeeply());
    long written = majority.newest();
    if (written != before) {
      notifyAll();
    }
    spend(asked.costNanos());
    if (written != before && asked.writesToMajority()) {
      awaitMajority(written);
    }
    return answer;
  }

  private void spend(long nanos) {
    long end = System.nanoTime() + nanos;
    while (end - System.nanoTime() > 0) {
      waitUntil(end);
    }
  }

  private void awaitMajority(long position) {
    while (majority.known() < position) {
      waitUntil(majority.nextNanos(System.nanoTime() + TimeUnit.SECONDS.toNanos(1)));
    }
  }

  @Override
  protected Document handleGetMore(String database, String command, Document request) {
    long id = ((Number) request.getOrDefault(command, 0L)).longValue();
    if (getCursorRegistry().getCursor(id) instanceof FakeOplog.ChangeCursor changeCursor) {
      awaitChange(changeCursor, request);
    }
    return super.handleGetMore(database, command, request);
  }

  private void awaitChange(FakeOplog.ChangeCursor cursor, Document request) {
    long livingIn = life;
    long waitMillis = ((Number) request.getOrDefault("maxTimeMS", DEFAULT_WAIT_MILLIS)).longValue();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (!cursor.hasNews() && life == livingIn && deadline - System.nanoTime() > 0) {
      waitUntil(majority.nextNanos(deadline));
    }
    if (life != livingIn) {
      throw new CursorNotFoundException(cursor.getId());
    }
  }

  private void waitUntil(long deadlineNanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, deadlineNanos - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for changes", e);
    }
  }

  private @Nullable MongoCollection<?> collectionNamed(String namespace) {
    List<String> names = List.of(namespace.split("\\.", 2));
    return resolveDatabase(names.get(0)).resolveCollection(names.get(1), false);
  }
}
