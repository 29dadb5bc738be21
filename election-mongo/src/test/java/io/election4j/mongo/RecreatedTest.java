package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Collections that are dropped under a store that is in use. */
class RecreatedTest {

  private final TestServer server = TestServers.mongo();
  private final MongoClient client = MongoClients.create(server.url());
  private final String name = "recreated_" + System.nanoTime();

  @AfterEach
  void close() {
    Mono.from(client.getDatabase(name).drop()).block(Some.PATIENCE);
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "election_record", "election_lease"})
  void electionsGoOnAndTheSchemaIsMadeAnew(String dropped) throws Exception {
    try (Elections one = elections("one");
        Elections two = elections("two")) {
      Election first = one.join("books");
      Leadership before =
          first.events().ofType(Elected.class).blockFirst(Some.PATIENCE).leadership();
      Election second = two.join("books");
      second.events().ofType(LeaderChanged.class).blockFirst(Some.PATIENCE);
      Mono<Elected> later =
          Flux.merge(first.events(), second.events())
              .ofType(Elected.class)
              .filter(elected -> elected.leadership() != before)
              .doOnNext(elected -> assertThat(before.isValid()).as("the former leader").isFalse())
              .next();

      CompletableFuture<Revoked> revoked = first.events().ofType(Revoked.class).next().toFuture();
      Mono.from(
              dropped.isEmpty()
                  ? client.getDatabase(name).drop()
                  : client.getDatabase(name).getCollection(dropped).drop())
          .block(Some.PATIENCE);
      revoked.get(Some.PATIENCE.toSeconds(), TimeUnit.SECONDS);

      assertThat(later.block(Some.PATIENCE).leadership().term()).isGreaterThan(before.term());
      assertThat(List.of(first, second)).filteredOn(e -> e.leadership().isPresent()).hasSize(1);
      assertThat(indexes()).contains("{\"changed\": 1}");
    }
  }

  private List<String> indexes() {
    return Flux.from(
            client
                .getDatabase(name)
                .getCollection(Database.RECORDS)
                .listIndexes(BsonDocument.class))
        .map(index -> index.getDocument("key").toJson())
        .collectList()
        .block(Some.PATIENCE);
  }

  private Elections elections(String candidate) {
    return Elections.builder(MongoLeaseStore.create(client, name))
        .candidate(Candidate.named(candidate))
        .lease(Duration.ofSeconds(2))
        .build();
  }
}
