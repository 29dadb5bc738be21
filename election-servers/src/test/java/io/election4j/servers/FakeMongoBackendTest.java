package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FakeMongoBackendTest {

  private final FakeMongoBackend backend =
      new FakeMongoBackend(
          new InetSocketAddress("127.0.0.1", 1), Clock.systemUTC(), FakeMongoServer.usualLag());
  private final Channel channel = new EmbeddedChannel();

  @Test
  void aRequestForChangesWaitsAsLongAsTheClientAsksFor() {
    long cursor = watch(new Document());

    long start = System.nanoTime();
    List<?> changes = more(cursor, 150);

    assertThat(changes).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void aRequestForChangesIsAnsweredWhenThereIsOne() {
    long cursor = watch(new Document());
    CompletableFuture<List<?>> changes = CompletableFuture.supplyAsync(() -> more(cursor, 30_000));

    insert("other", "x");
    insert("record", "a");

    assertThat(changes)
        .succeedsWithin(Duration.ofSeconds(10))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void aStopEndsAWaitingRequestAndItsCursor() {
    long cursor = watch(new Document());
    CompletableFuture<List<?>> changes = CompletableFuture.supplyAsync(() -> more(cursor, 30_000));

    backend.endCursors();

    assertThat(changes)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(CursorNotFoundException.class);
    assertThatThrownBy(() -> more(cursor, 1)).isInstanceOf(CursorNotFoundException.class);
  }

  @Test
  void aTokenThatIsTooOldIsRefused() {
    backend.keep(10);
    insert("record", "a");
    Document oldest = FakeChange.token(1);
    for (int i = 0; i <= 10; i++) {
      insert("record", i);
    }

    assertThatThrownBy(() -> watch(new Document("resumeAfter", oldest)))
        .isInstanceOfSatisfying(
            MongoServerError.class, e -> assertThat(e.getCode()).isEqualTo(286));
  }

  private long watch(Document options) {
    Document request =
        new Document("aggregate", "record")
            .append("pipeline", List.of(new Document("$changeStream", options)))
            .append("cursor", new Document());
    return (long) ((Document) run("aggregate", request).get("cursor")).get("id");
  }

  private List<?> more(long cursor, int waitMillis) {
    Document request =
        new Document("getMore", cursor)
            .append("collection", "record")
            .append("maxTimeMS", waitMillis);
    return (List<?>) ((Document) run("getMore", request).get("cursor")).get("nextBatch");
  }

  private void insert(String collection, Object id) {
    run(
        "insert",
        new Document("insert", collection).append("documents", List.of(new Document("_id", id))));
  }

  private Document run(String command, Document request) {
    return backend.handleCommand(channel, "elections", command, request);
  }
}
