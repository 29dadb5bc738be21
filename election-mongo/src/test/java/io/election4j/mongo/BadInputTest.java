package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {

  private static final String CANARY = "canary-6f1d";
  private static final String SOON = "?serverSelectionTimeoutMS=800";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://u:canary-6f1d@localhost",
        "mongodb:/u:canary-6f1d@localhost",
        "mongodb://u:canary-6f1d",
        "mongodb://u:canary-6f1d@",
        "mongodb://u:canary-6f1d@localhost:port",
        "mongodb://u:p@canary-6f1d@localhost",
        "mongodb://u:p/canary-6f1d@localhost",
        "mongodb://u:p?canary-6f1d@localhost:x",
        "mongodb://u:%zzcanary-6f1d@localhost",
        "mongodb://u:canary-6f1d@localhost/?directConnection=true&loadBalanced=true",
        "mongodb://u:canary-6f1d@a,b/?directConnection=true",
        "mongodb://localhost/?proxyPassword=canary-6f1d&proxyPort=1",
        "mongodb://u:p@a/?authMechanism=MONGODB-AWS&authMechanismProperties=canary-6f1d",
        "mongodb+srv://u:canary-6f1d@a.example,b.example",
        "mongodb://u:p@canary-6f1d/x@localhost",
        "mongodb+srv://u:p@canary-6f1d.invalid/x@a.example",
        "mongodb://me@corp.invalid:27017/x?canary-6f1d@localhost",
        "mongodb://me:x@canary-6f1d?y@localhost",
        "mongodb://me@corp.invalid:canary-6f1d/ss?w@localhost/x",
        "mongodb://me@corp.invalid:canary-6f1d/x",
        "mongodb://u@localhost"
      })
  void aUrlThatCannotBeReadIsRefusedInOneLineWithoutItsPassword(String url) {
    Throwable refusal = catchThrowable(() -> MongoLeaseStore.fromUrl(url));

    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    assertThat(refusal.getMessage()).startsWith("url: ").doesNotContain("\n");
    assertThat(stackTrace(refusal)).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mongodb://u:canary-6f1d@; names no host",
        "mongodb://u:canary-6f1d@a:70000; port that is not between 1 and 65535",
        "mongodb://u:canary-6f1d@a:0; port that is not between 1 and 65535",
        "mongodb://u:canary-6f1d@a:b; port that is not between 1 and 65535",
        "mongodb://canary-6f1d:canary-6f1d; port that is not between 1 and 65535",
        "mongodb://u:canary-6f1d@a,,b; an empty host",
        "mongodb://u:x/canary-6f1d@a; to be written %2F %3F %40",
        "mongodb://u:x@canary-6f1d@a; to be written %2F %3F %40",
        "mongodb://u:x@canary-6f1d/x@a; to be written %2F %3F %40",
        "mongodb://u@canary-6f1d/x?y@a; to be written %2F %3F %40",
        "mongodb://u:canary-6f1d@a/?compressors=foo; Unsupported compressor 'foo'",
        "mongodb://u:canary-6f1d@a,b/?directConnection=true; Direct connections are not supported",
        "mongodb://u:canary-6f1d@a/?replicaSet=r&loadBalanced=true; replicaSet can not be specified",
        "mongodb://u:%zzcanary-6f1d@a; percent-encoded",
        "postgres://u:canary-6f1d@a; does not start with mongodb://",
      })
  void aUrlThatCannotBeReadSaysWhy(String url, String why) {
    Throwable refusal = catchThrowable(() -> MongoLeaseStore.fromUrl(url));

    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    assertThat(refusal.getMessage()).startsWith("url: ").contains(why).doesNotContain("\n");
    assertThat(stackTrace(refusal)).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource({
    "proxyHost=canary-6f1d, proxyHost",
    "PROXYhost=canary-6f1d&proxyPort=1080, PROXYhost",
    "w=1&proxyHost=p&proxyUsername=u&proxyPassword=canary-6f1d, proxyHost",
    "proxyPort=1, proxyPort",
    "proxyHost=, proxyHost"
  })
  void aProxyIsRefusedByTheNameOfItsOption(String options, String named) {
    for (String place :
        List.of("mongodb://u:canary-6f1d@a,b/?", "mongodb+srv://nosuch.invalid/?")) {
      Throwable refusal = catchThrowable(() -> MongoLeaseStore.fromUrl(place + options));

      assertThat(refusal)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("url: " + named + ": the reactive driver can use no proxy");
      assertThat(stackTrace(refusal)).doesNotContain(CANARY);
    }
  }

  @Test
  void whatOnlyAClientInTheMakingComplainsOfIsRefusedInTheDriversWords() {
    String longest = "x".repeat(126);
    MongoLeaseStore.fromUrl("mongodb://a/?appName=" + longest + "%C3%BC").close();

    assertThatThrownBy(() -> MongoLeaseStore.fromUrl("mongodb://a/?appName=x" + longest + "%C3%BC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "url: the driver refuses it: state should be: applicationName UTF-8 encoding length"
                + " <= 128");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "local", "config", "Admin", "LOCAL"})
  void aDatabaseOfTheServersOwnIsRefused(String name) {
    String why =
        "database '"
            + name
            + "' is MongoDB's own and has no change streams: name another one (where the user is"
            + " kept is told by the option authSource)";
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> MongoLeaseStore.fromUrl("mongodb://u:canary-6f1d@127.0.0.1:1/" + name),
            () -> MongoLeaseStore.builder("mongodb://127.0.0.1:1").database(name))) {
      assertThatThrownBy(use).isInstanceOf(IllegalArgumentException.class).hasMessage(why);
    }
    MongoLeaseStore.builder("mongodb://u:canary-6f1d@127.0.0.1:1/" + name)
        .database("orders")
        .build()
        .close();
  }

  @Test
  void aGuardTakesTheNamesThatAStoreTakes() {
    try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:1")) {
      assertThatThrownBy(() -> MongoGuard.inDatabase(client, "local"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("database 'local' is MongoDB's own");
      assertThatThrownBy(() -> MongoGuard.inDatabase(client, "a/b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("database 'a/b' is no name for a database");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[fe80::1%25nosuch0]", "[fe80::1%nosuch0]:27017"})
  void theZoneOfAnIpv6AddressIsAnInterface(String host) {
    assertThat(refusal("mongodb://u:" + CANARY + "@" + host + "/x" + SOON))
        .hasMessage("unknown host 'fe80::1%nosuch0': no such interface nosuch0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MONGODB://127.0.0.1:1/x", "MongoDB://u@127.0.0.1:1/x"})
  void schemesHaveNoCase(String url) {
    MongoLeaseStore.builder(url).password(CANARY).build().close();
  }

  /** A variable that is read from a file ends as the file does. */
  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", " %s ", "\t%s\n\n", "\n%s"})
  void blanksAndLineEndsAroundAUrlAreNoPartOfIt(String around) {
    String[] urls = {
      "mongodb://127.0.0.1:1/x", "mongodb://u@127.0.0.1:1/x", "mongodb://127.0.0.1:1/x?appName=y"
    };
    for (String url : urls) {
      String text = around.formatted(url);
      assertThat(Address.parse(UrlFault.normal(text), CANARY).database()).isEqualTo("x");
      MongoLeaseStore.builder(text).password(CANARY).build().close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mongodb://a/x\n?appName=y", "mongodb://a/?appName=\ny", "mongodb://a\n,b/x"})
  void aLineEndWithinAUrlIsRefused(String url) {
    assertThatThrownBy(() -> MongoLeaseStore.fromUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url: has a line end or another control character in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a.b", "a\"b", "a\nb", "a\tb", "a\u0000b"})
  void aNameThatNoDatabaseMayHaveIsRefused(String name) {
    assertThatThrownBy(() -> MongoLeaseStore.builder("mongodb://localhost").database(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "database '" + name.replaceAll("\\p{Cntrl}", "?") + "' is no name for a database");
  }

  @Test
  void aSocketOfTheFileSystemIsRefusedAtOnceAndNotLookedUp() {
    assertThatThrownBy(
            () -> MongoLeaseStore.fromUrl("mongodb://u:canary-6f1d@%2Ftmp%2Fmongodb-27017.sock/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "url: '/tmp/mongodb-27017.sock' is a socket of the file system, which the reactive driver"
                + " cannot use");
  }

  @Test
  void anUnknownHostIsAMisconfigurationThatNamesIt() {
    StoreException refusal = refusal("mongodb://u:" + CANARY + "@nosuch.invalid/x" + SOON);

    assertThat(refusal.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
    assertThat(refusal).hasMessage("unknown host 'nosuch.invalid'");
  }

  @Test
  void aPortWhereNobodyListensIsUnavailable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    StoreException refusal = refusal("mongodb://u:" + CANARY + "@127.0.0.1:" + port + "/x" + SOON);

    assertThat(refusal.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE);
    assertThat(refusal).hasMessage("cannot connect to 127.0.0.1:" + port + ": Connection refused");
  }

  @Test
  void aServerThatIsNotMongoDbIsAMisconfiguration() throws IOException {
    byte[] mysqlGreeting = {0x4a, 0, 0, 0, 0x0a, '8', '.', '0', '.', '3', '6', 0, 1, 0, 0, 0};
    try (ServerSocket mysql = new ServerSocket(0)) {
      Thread greeter = new Thread(() -> greet(mysql, mysqlGreeting), "greeter");
      greeter.setDaemon(true);
      greeter.start();

      String address = "127.0.0.1:" + mysql.getLocalPort();
      StoreException refusal = refusal("mongodb://u:" + CANARY + "@" + address + "/x" + SOON);

      assertThat(refusal.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
      assertThat(refusal).hasMessage(address + " does not answer as a MongoDB server does");
    }
  }

  private static void greet(ServerSocket server, byte[] greeting) {
    try {
      while (true) {
        Socket client = server.accept();
        client.getOutputStream().write(greeting);
        client.getOutputStream().write(new byte[70]);
        client.getOutputStream().flush();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  @Test
  void aHandedInClientFailsJustAsFast() {
    try (MongoClient client = MongoClients.create("mongodb://nosuch.invalid");
        MongoLeaseStore store = MongoLeaseStore.create(client)) {
      StoreException refusal = refusal(store);
      assertThat(refusal.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
      assertThat(refusal).hasMessage("unknown host 'nosuch.invalid'");
    }
  }

  @Test
  void whileRunningAnUnknownHostIsOnlyUnavailable() {
    try (MongoLeaseStore store =
        MongoLeaseStore.fromUrl("mongodb://nosuch.invalid/?serverSelectionTimeoutMS=300")) {
      assertThatThrownBy(() -> store.renew(Some.lease().id()).block(Some.PATIENCE))
          .hasMessage("unknown host 'nosuch.invalid'")
          .hasFieldOrPropertyWithValue("kind", StoreException.Kind.UNAVAILABLE);
    }
  }

  @Test
  void aSecondPasswordIsRefused() {
    for (String url :
        List.of("mongodb://u:" + CANARY + "@h/x", "mongodb+srv://:p@h", "mongodb://u:@h")) {
      assertThatThrownBy(() -> MongoLeaseStore.builder(url).password("other"))
          .as(url)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("password: there is one already");
    }
    MongoLeaseStoreBuilder builder =
        MongoLeaseStore.builder("mongodb://u@h:1/x?appName=b@c").password("a");
    assertThatThrownBy(() -> builder.password("b")).isInstanceOf(IllegalStateException.class);
    try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:1")) {
      assertThatThrownBy(() -> MongoLeaseStore.builder(client).password("a"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aPasswordGivenApartMayHaveAnyCharacter() {
    try (MongoLeaseStore store =
        MongoLeaseStore.builder("mongodb://u@127.0.0.1:1/x")
            .password(CANARY + ":/?#[]@%+ ü")
            .build()) {
      assertThat(store.toString()).doesNotContain(CANARY);
    }
  }

  private static StoreException refusal(String url) {
    try (MongoLeaseStore store = MongoLeaseStore.fromUrl(url)) {
      return refusal(store);
    }
  }

  private static StoreException refusal(MongoLeaseStore store) {
    long start = System.nanoTime();
    Throwable refusal = catchThrowable(() -> store.prepare().block(Some.PATIENCE));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(refusal).isInstanceOf(StoreException.class);
    assertThat(refusal.getMessage()).doesNotContain("\n");
    assertThat(stackTrace(refusal)).doesNotContain(CANARY);
    return (StoreException) refusal;
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
