package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

/** What becomes of the options of a URL, or of a client that somebody else has made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionsTest {

  private final TestServer server = TestServers.mongo();

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxPoolSize=1 | maxPoolSize=1: the least is 2, as the change stream keeps one connection"
            + " (0: no limit)",
        "MAXPOOLSIZE=1 | maxPoolSize=1: the least is 2, as the change stream keeps one connection"
            + " (0: no limit)",
        "maxPoolSize=-3 | maxPoolSize=-3: the least is 2, as the change stream keeps one connection"
            + " (0: no limit)",
        "minPoolSize=-1 | minPoolSize=-1: the least is 0",
        "minPoolSize=5&maxPoolSize=4 | minPoolSize=5 is more than maxPoolSize=4",
        "maxConnecting=0 | maxConnecting=0: the least is 1",
        "maxIdleTimeMS=-1 | maxIdleTimeMS=-1: the least is 0",
        "maxLifeTimeMS=-1 | maxLifeTimeMS=-1: the least is 0",
        "connectTimeoutMS=-1 | connectTimeoutMS=-1: the least is 0",
        "socketTimeoutMS=-1 | socketTimeoutMS=-1: the least is 0",
        "localThresholdMS=-1 | localThresholdMS=-1: the least is 0",
        "serverSelectionTimeoutMS=1 | serverSelectionTimeoutMS=1: the least is 100",
        "compressors=zlib&zlibCompressionLevel=99 | zlibCompressionLevel=99 is not between -1 and 9"
      })
  void anOptionThatCannotWorkIsRefusedAtTheStartByItsName(String option, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MongoLeaseStore.fromUrl(Urls.with("mongodb://a,b:27018", option)))
        .withMessage("url: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appName=x",
        "maxPoolSize=2",
        "maxPoolSize=0",
        "MaxPoolSize=2&MINPOOLSIZE=2",
        "minPoolSize=12",
        "maxPoolSize=2&maxConnecting=1&waitQueueTimeoutMS=1",
        "waitQueueTimeoutMS=0",
        "maxIdleTimeMS=1",
        "maxLifeTimeMS=1",
        "connectTimeoutMS=0",
        "socketTimeoutMS=1",
        "timeoutMS=1",
        "TIMEOUTms=-1&appName=x",
        "appName=x;timeoutms=1",
        "timeoutMS=0",
        "serverSelectionTimeoutMS=1000",
        "heartbeatFrequencyMS=500",
        "serverMonitoringMode=poll",
        "retryWrites=false",
        "retryReads=false",
        "w=0",
        "w=1&journal=false",
        "w=7&wtimeoutMS=1",
        "readConcernLevel=local",
        "readConcernLevel=linearizable",
        "readPreference=secondary",
        "readPreference=secondaryPreferred&maxStalenessSeconds=120",
        "uuidRepresentation=javaLegacy",
        "directConnection=true",
        "foo=bar"
      })
  void anyOtherOptionDoesNoHarm(String option) throws InterruptedException {
    ConnectionString given = new ConnectionString(server.url());
    if (given.getHosts().size() > 1 && option.contains("directConnection")) {
      return; // the driver itself takes no such URL
    }
    try (MongoLeaseStore store = MongoLeaseStore.fromUrl(Urls.with(server.url(), option));
        Heard heard = Heard.opened(store)) {
      store.prepare().block(Some.PATIENCE);
      Lease me = Some.opened(store);
      ElectionRecord mine = Some.taken(store, me, 2).get(0);
      heard.written(mine);
      assertThat(Some.answer(store.renew(me.id()))).isTrue();
      assertThat(Some.answer(store.observe(null, List.of(me.id()), List.of(mine.election()))))
          .satisfies(seen -> assertThat(seen.records()).containsExactly(mine));
    }
  }

  @Test
  void aChangeStreamMayBeSilentForLongerThanTheSocketTimeOut() {
    assertThat(readMillis("socketTimeoutMS=1")).isEqualTo(10_000);
    assertThat(readMillis("socketTimeoutMS=30000")).isEqualTo(30_000);
    assertThat(readMillis("socketTimeoutMS=0")).isEqualTo(15_000);
    assertThat(readMillis("appName=x")).isEqualTo(15_000);
  }

  private static int readMillis(String option) {
    return Options.settings(new ConnectionString("mongodb://a/?" + option))
        .getSocketSettings()
        .getReadTimeout(TimeUnit.MILLISECONDS);
  }

  @Test
  void aStreamOfAClientWithAShortSocketTimeOutIsNotBroken() throws InterruptedException {
    try (MongoClient client =
            new Statements().client(Urls.with(server.url(), "socketTimeoutMS=300"));
        MongoLeaseStore store = MongoLeaseStore.builder(client).database("impatient").build();
        Heard heard = Heard.opened(store)) {
      store.prepare().block(Some.PATIENCE);
      assertThat(heard.within(Duration.ofSeconds(1))).as("neither broken nor anything").isNull();
      heard.written(Some.taken(store, Some.lease(), 1).get(0));
    }
  }

  @Test
  void aClientWithOneConnectionIsRefusedAsSoonAsItIsHandedIn() {
    try (MongoClient client = new Statements().client(Urls.with(server.url(), "maxPoolSize=1"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MongoLeaseStore.create(client))
          .withMessage(
              "client: maxPoolSize=1: the least is 2, as the change stream keeps one connection"
                  + " (0: no limit)");
    }
  }

  @Test
  void aClientThatNeverWaitsForAServerIsRefusedAsSoonAsItIsHandedIn() {
    try (MongoClient client = new Statements().client("mongodb://a/?serverSelectionTimeoutMS=1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MongoLeaseStore.create(client))
          .withMessage("client: serverSelectionTimeoutMS=1: the least is 100");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxPoolSize=0", "maxPoolSize=2", "appName=x"})
  void aClientWithMoreConnectionsWillDoWhetherOrNotItTellsOfThem(String option) {
    try (MongoClient client = new Statements().client(Urls.with(server.url(), option));
        MongoLeaseStore open = MongoLeaseStore.create(client);
        MongoLeaseStore reserved = MongoLeaseStore.create(Reserved.of(client))) {
      open.prepare().block(Some.PATIENCE);
      reserved.prepare().block(Some.PATIENCE);
    }
  }

  @Test
  void aClientThatDoesNotTellThatItHasOneConnectionIsRefusedSoonAndInSilence() {
    List<Throwable> dropped = new CopyOnWriteArrayList<>();
    Hooks.onErrorDropped(dropped::add);
    try (MongoClient client = new Statements().client(Urls.with(server.url(), "maxPoolSize=1"));
        MongoLeaseStore store = MongoLeaseStore.create(Reserved.of(client))) {
      assertThatThrownBy(() -> store.prepare().block(Duration.ofSeconds(5)))
          .isInstanceOf(StoreException.class)
          .hasFieldOrPropertyWithValue("kind", StoreException.Kind.MISCONFIGURED)
          .hasMessage(
              "maxPoolSize of the client that was handed in: the least is 2, as the change stream"
                  + " keeps one connection (0: no limit)");
    } finally {
      Hooks.resetOnErrorDropped();
    }
    assertThat(dropped).isEmpty();
  }

  @Test
  void certificatesWithoutTlsAreRefusedAtTheStart() {
    String url = "mongodb://a/?authMechanism=MONGODB-X509";
    String why = "authMechanism=MONGODB-X509 shows a certificate, which needs TLS (tls=true)";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MongoLeaseStore.fromUrl(url))
        .withMessage("url: " + why);
    try (MongoClient client = new Statements().client(url)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MongoLeaseStore.create(client))
          .withMessage("client: " + why);
    }
    MongoLeaseStore.fromUrl(url + "&tls=true").close();
  }

  @Test
  void whatAClientSaysOfReadingAndWritingDoesNotMatter() throws InterruptedException {
    Statements statements = new Statements();
    String options = "w=0&readConcernLevel=local&readPreference=secondary&timeoutMS=700";
    try (MongoClient client = statements.client(Urls.with(server.url(), options));
        MongoLeaseStore store = MongoLeaseStore.builder(client).database("careless").build();
        Heard heard = Heard.opened(store)) {
      store.prepare().block(Some.PATIENCE);
      Lease me = Some.opened(store);
      heard.written(Some.taken(store, me, 1).get(0));
      Some.answers(store.amend(Some.vacating(Some.taken(store, me, 2))));
      Some.answer(store.observe(null, List.of(me.id()), List.of()));
    }
    List<BsonDocument> sent = statements.commands();
    assertThat(named(sent, "insert", "update", "findAndModify", "create", "createIndexes"))
        .isNotEmpty()
        .allMatch(c -> c.getDocument("writeConcern").getString("w").getValue().equals("majority"));
    assertThat(named(sent, "find", "aggregate"))
        .isNotEmpty()
        .allMatch(
            c -> c.getDocument("readConcern").getString("level").getValue().equals("majority"));
    assertThat(sent).noneMatch(c -> c.toString().contains("secondary"));
  }

  private static List<BsonDocument> named(List<BsonDocument> sent, String... names) {
    return Flux.fromIterable(sent)
        .filter(command -> List.of(names).contains(command.getFirstKey()))
        .collectList()
        .block();
  }

  @ParameterizedTest
  @CsvSource({
    "mongodb://a, mongodb://a/?x=1",
    "mongodb://a/, mongodb://a/?x=1",
    "mongodb://a/db, mongodb://a/db?x=1",
    "mongodb://a/db?, mongodb://a/db?x=1",
    "mongodb://a/?r=s, mongodb://a/?r=s&x=1",
    "mongodb://a?r=s, mongodb://a?r=s&x=1"
  })
  void anOptionIsAddedToAnyUrl(String url, String with) {
    assertThat(Urls.with(url, "x=1")).isEqualTo(with);
    assertThat(Urls.with(url.replace("//a", "//u:p@a:1,b"), "x=1"))
        .isEqualTo(with.replace("//a", "//u:p@a:1,b"));
  }
}
