package io.election4j.mongo;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import de.bwaldvogel.mongo.bson.Document;
import io.election4j.Elections;
import io.election4j.spi.StoreException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Servers that are there, but are not what was asked for. */
class MisfitTest {

  /** So long a driver lasts until it says that it got no answer. */
  private static final String SOON = "serverSelectionTimeoutMS=500&";

  private final ScriptedServer server = new ScriptedServer();
  private final String place = server.url().replace("mongodb://", "");

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&directConnection=true"})
  void aServerOfAnotherReplicaSetIsAMisconfiguration(String option) {
    belongTo("rs1");

    assertThat(fault("?" + SOON + "replicaSet=wrong" + option))
        .returns(MISCONFIGURED, StoreException::kind)
        .hasMessageContaining(place)
        .hasMessageContaining("'rs1'")
        .hasMessageContaining("'wrong'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&directConnection=true"})
  void aServerOfNoReplicaSetIsAMisconfigurationIfOneWasAskedFor(String option) {
    assertThat(fault("?" + SOON + "replicaSet=rs0" + option))
        .returns(MISCONFIGURED, StoreException::kind)
        .hasMessage(place + " is in no replica set, and 'rs0' was asked for (replicaSet)");
  }

  @Test
  void aReplicaSetThatIsNotYetInitiatedIsAnOutage() {
    script(hello().append("ismaster", false).append("isreplicaset", true));

    assertThat(fault("?" + SOON + "replicaSet=rs0"))
        .returns(UNAVAILABLE, StoreException::kind)
        .hasMessageContaining("no primary among " + place);
  }

  @Test
  void aServerThatSpeaksNoTlsIsAMisconfiguration() {
    assertThat(fault("?" + SOON + "tls=true"))
        .returns(MISCONFIGURED, StoreException::kind)
        .hasMessage(place + " speaks no TLS, which was asked for (tls)");
  }

  @Test
  void aServerThatWantsTlsIsAMisconfiguration(@TempDir Path folder) throws Exception {
    try (ScriptedServer encrypted = ScriptedServer.encrypted(folder);
        MongoLeaseStore store = MongoLeaseStore.fromUrl(encrypted.url() + "/?" + SOON)) {
      assertThat(fault(store))
          .returns(MISCONFIGURED, StoreException::kind)
          .hasMessageEndingWith(" wants TLS, which was not asked for (tls)");
    }
    try (ScriptedServer encrypted = ScriptedServer.encrypted(folder);
        MongoClient client = MongoClients.create(encrypted.url() + "/?" + SOON);
        MongoLeaseStore store = MongoLeaseStore.create(client)) {
      assertThat(fault(store))
          .returns(MISCONFIGURED, StoreException::kind)
          .hasMessageEndingWith(" wants TLS, which was not asked for (tls)");
    }
    try (ScriptedServer encrypted = ScriptedServer.encrypted(folder);
        MongoLeaseStore store =
            MongoLeaseStore.fromUrl(encrypted.url() + "/?" + SOON + "tls=true")) {
      assertThat(fault(store))
          .returns(MISCONFIGURED, StoreException::kind)
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void aClientThatWasHandedInIsToldToo() {
    belongTo("rs1");
    try (MongoClient client = client("?" + SOON + "replicaSet=wrong");
        MongoLeaseStore store = MongoLeaseStore.create(client)) {
      assertThat(fault(store))
          .returns(MISCONFIGURED, StoreException::kind)
          .hasMessageContaining("is in the replica set 'rs1', and 'wrong' was asked for");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatWasHandedInIsToldOfTlsToo(boolean replicaSet) {
    if (replicaSet) {
      belongTo("rs1");
    }
    try (MongoClient client = client("?" + SOON + "tls=true");
        MongoLeaseStore store = MongoLeaseStore.create(client)) {
      assertThat(fault(store))
          .returns(MISCONFIGURED, StoreException::kind)
          .hasMessage(place + " speaks no TLS, which was asked for (tls)");
    }
    try (MongoClient client = client("?" + SOON + "tls=true");
        MongoLeaseStore store = MongoLeaseStore.create(Reserved.of(client))) {
      assertThat(fault(store))
          .as("a client that does not tell whether it asks for TLS")
          .returns(UNAVAILABLE, StoreException::kind)
          .hasMessage(place + " answers, but not to this client: does it ask for TLS?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "forgotten",
      value = {
        "Temporary failure in name resolution, UNAVAILABLE",
        "Name or service not known, MISCONFIGURED",
        "forgotten, MISCONFIGURED",
      })
  void aHostThatIsNotFoundIsNoMisconfigurationBeforeSomebodyKnowsThat(
      @Nullable String words, StoreException.Kind kind) {
    String host = "not-found.invalid";
    HostLookup lookup =
        new HostLookup(
            asked -> {
              throw new UnknownHostException(words == null ? asked : asked + ": " + words);
            });
    try (MongoClient driver = MongoClients.create("mongodb://" + host + "/?" + SOON);
        Client client = Client.handedIn(driver)) {
      Database database = new Database(client, "x");
      MongoErrors errors = new MongoErrors("x", database::cluster);
      Mono<?> first = database.run(Database.PING).onErrorResume(e -> Mono.empty());
      Mono<?> cached =
          database.run(Database.PING).onErrorResume(new Misfit(database, lookup)::explain);

      StoreException fault =
          catchThrowableOfType(
              StoreException.class,
              () -> first.then(cached).onErrorMap(errors::preparing).block(Some.PATIENCE));

      assertThat(fault).returns(kind, StoreException::kind).hasMessageContaining("'" + host + "'");
    }
  }

  @Test
  void aServerThatDoesNotAnswerAtAllIsAnOutageAsBefore() {
    server.close();

    assertThat(fault("?" + SOON + "tls=true"))
        .returns(UNAVAILABLE, StoreException::kind)
        .hasMessage("cannot connect to " + place + ": Connection refused");
  }

  @Test
  void aServerThatBalancesNoLoadIsAMisconfiguration() {
    assertThat(fault("?loadBalanced=true"))
        .returns(MISCONFIGURED, StoreException::kind)
        .hasMessageContaining("load balancing mode");
  }

  @Test
  void whatCannotBeCuredEndsThePreparationOfElections() {
    belongTo("rs1");
    try (Elections elections =
        Elections.builder(MongoLeaseStore.fromUrl(server.url() + "/?replicaSet=wrong")).build()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> elections.prepared().block(Duration.ofSeconds(15)))
          .withMessageContaining("'rs1'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zstd, com.github.luben:zstd-jni",
    "snappy, org.xerial.snappy:snappy-java",
    "'zlib,zstd', com.github.luben:zstd-jni"
  })
  void aCompressorWithoutItsLibraryIsRefusedAtOnce(String compressors, String library) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MongoLeaseStore.fromUrl(server.url() + "/?compressors=" + compressors))
        .withMessageStartingWith("url: compressors=")
        .withMessageEndingWith(" needs the library " + library + ", which is not there");
    try (MongoClient client = client("?compressors=" + compressors)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MongoLeaseStore.create(client))
          .withMessageStartingWith("client: compressors=")
          .withMessageEndingWith(" needs the library " + library + ", which is not there");
    }
  }

  @Test
  void aCompressorThatNeedsNoLibraryWillDo() {
    try (MongoLeaseStore store = MongoLeaseStore.fromUrl(server.url() + "/?compressors=zlib")) {
      store.prepare().block(Some.PATIENCE);
    }
  }

  private void belongTo(String replicaSet) {
    script(
        hello()
            .append("ismaster", true)
            .append("setName", replicaSet)
            .append("setVersion", 1)
            .append("hosts", List.of(place))
            .append("primary", place)
            .append("me", place));
  }

  private void script(Document hello) {
    List.of("isMaster", "ismaster", "hello").forEach(command -> server.answer(command, hello));
  }

  private static Document hello() {
    return new Document("helloOk", true)
        .append("maxBsonObjectSize", 16_777_216)
        .append("maxMessageSizeBytes", 48_000_000)
        .append("maxWriteBatchSize", 100_000)
        .append("minWireVersion", 0)
        .append("maxWireVersion", 8)
        .append("ok", 1.0);
  }

  private MongoClient client(String options) {
    return MongoClients.create(server.url() + "/" + options);
  }

  private StoreException fault(String options) {
    try (MongoLeaseStore store = MongoLeaseStore.fromUrl(server.url() + "/" + options)) {
      return fault(store);
    }
  }

  private static StoreException fault(MongoLeaseStore store) {
    return catchThrowableOfType(StoreException.class, () -> store.prepare().block(Some.PATIENCE));
  }
}
