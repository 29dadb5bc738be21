package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.servers.processes.Freeze;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void whatIsLoadedBeforePostgreSqlIsLoadedByItsOwnUserOnly(@TempDir Path folder)
      throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    String file = folder.resolve("loaded").toString();
    // Every process that the linker loads for writes a file, which another user cannot write to.
    Map<String, String> environment = Map.of("LD_DEBUG", "statistics", "LD_DEBUG_OUTPUT", file);
    try (OwnServer server = OwnServer.start(OwnServer.Kind.POSTGRESQL, environment);
        Stream<Path> loaded = Files.list(folder)) {
      Path process = Path.of("/proc", Long.toString(server.pid().orElseThrow()));
      assertThat(loaded.map(OwnServerTest::owner)).containsOnly(owner(process));
    }
  }

  private static UserPrincipal owner(Path file) {
    try {
      return Files.getOwner(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
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
