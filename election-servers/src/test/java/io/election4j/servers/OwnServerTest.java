package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.servers.processes.Freeze;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

class OwnServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void theFakeMongoOfItsOwnProcessKeepsItsDataWhenItIsStopped() {
    try (OwnServer server = OwnServer.start(OwnServer.Kind.MONGO, Map.of())) {
      long pid = server.pid().orElseThrow();
      try (MongoClient client = MongoClients.create(server.url())) {
        MongoCollection<Document> names = client.getDatabase("elections").getCollection("names");
        wait(names.insertOne(new Document("_id", "Ada")));
        server.restart();
        assertThat(wait(Mono.from(names.find().first()).retry(5)).get("_id")).isEqualTo("Ada");
      }
      assertThat(server.pid()).hasValue(pid);
      assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void theFakeMongosClockCanBeWrong() {
    try (OwnServer server = OwnServer.start(OwnServer.Kind.MONGO, Map.of());
        MongoClient client = MongoClients.create(server.url())) {
      ((AdjustableClock) server).wrongBy(-86_400);
      Document hello = wait(client.getDatabase("admin").runCommand(new Document("hello", 1)));
      assertThat(hello.getDate("localTime").toInstant())
          .isBefore(Instant.now().minus(Duration.ofHours(23)));
    }
  }

  @Test
  void aFrozenFakeMongoRefusesOrdersInsteadOfWaiting() throws IOException {
    try (OwnServer server = OwnServer.start(OwnServer.Kind.MONGO, Map.of())) {
      try (Freeze freeze = Freeze.of(server.pid().orElseThrow())) {
        assertThatIllegalStateException().isThrownBy(server::stop).withMessageContaining("frozen");
        freeze.thaw();
      }
    }
  }

  @Test
  void anSqlServerIsAProcessThatEndsWhenItIsStopped() {
    try (OwnServer server = sql()) {
      ProcessHandle process = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
      assertThat(process.info().command().orElseThrow()).containsAnyOf("mysqld", "mariadbd");
      server.stop();
      assertThat(process.isAlive()).isFalse();
      assertThat(server.pid()).isEmpty();
      server.start();
      assertThat(server.pid().orElseThrow()).isNotEqualTo(process.pid());
    }
  }

  private static OwnServer sql() {
    try {
      return OwnServer.start(OwnServer.Kind.MYSQL, Map.of());
    } catch (ServerUnavailableException noMySql) {
      return OwnServer.start(OwnServer.Kind.MARIADB, Map.of());
    }
  }

  private static <T> T wait(Publisher<T> answer) {
    return Mono.from(answer).blockOptional(PATIENCE).orElseThrow();
  }
}
