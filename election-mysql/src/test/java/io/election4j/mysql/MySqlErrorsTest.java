package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.StoreEvent;
import io.election4j.mysql.ConnectionUse.Limits;
import io.election4j.spi.Marker;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** What people are told when something is wrong. */
class MySqlErrorsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "canary";

  private final Address server = AddressUrl.parse(Database.server().url());

  @Test
  void anErrorWithoutWordsIsToldInThoseOfItsCause() {
    Throwable mute = new RuntimeException(null, new IOException("handshake_failure"));
    assertThat(MySqlErrors.describe(mute, "server", true)).hasMessage("server: handshake_failure");
    Throwable blank = new RuntimeException(" ", new IOException());
    assertThat(MySqlErrors.describe(blank, "server", true)).hasMessage("server: RuntimeException");
    Throwable none = new RuntimeException();
    assertThat(MySqlErrors.describe(none, "server", true)).hasMessage("server: RuntimeException");
  }

  @Test
  void aWrongPasswordIsAMisconfiguration() {
    try (Database database = Database.create()) {
      StoreException fault = fault(database.addressOf("root", SECRET));

      assertThat(fault.kind()).isEqualTo(MISCONFIGURED);
      assertThat(fault).hasMessageContaining("Access denied for user 'root'");
      assertThat(fault).hasMessageContaining(server.host() + ":" + server.port());
    }
  }

  @Test
  void anUnknownDatabaseIsAMisconfiguration() {
    StoreException fault = fault(at(server.host(), server.port(), "no_such_database", null));

    assertThat(fault.kind()).isEqualTo(MISCONFIGURED);
    assertThat(fault).hasMessageContaining("Unknown database 'no_such_database'");
  }

  @Test
  void anUnknownHostIsAMisconfigurationAtFirst() {
    StoreException fault = fault(at("no-such-host.invalid", 3306, "x", SECRET));

    assertThat(fault).hasMessageContaining("no-such-host.invalid:3306");
    // Where no name server answers, nobody can say that the host is unknown.
    if (!fault.getMessage().contains("no connection within")) {
      assertThat(fault.kind()).isEqualTo(MISCONFIGURED);
      assertThat(fault).hasMessageContaining("unknown host");
    }
  }

  @Test
  void theZoneOfAnIpv6AddressIsAnInterface() {
    Address address = AddressUrl.parse("mysql://app:canary@[fe80::1%25nosuch0]:3306/x");

    assertThat(fault(address))
        .hasMessageContaining("[fe80::1%nosuch0]:3306")
        .hasMessageContaining("no such interface nosuch0");
  }

  @Test
  void aRefusedConnectionIsAnOutage() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    StoreException fault = fault(at("127.0.0.1", port, "x", SECRET));

    assertThat(fault.kind()).isEqualTo(UNAVAILABLE);
    assertThat(fault).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
  }

  @Test
  void somethingThatDoesNotGreetMayBeABusyServerAndItsSocketsAreClosed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Address address = at("127.0.0.1", silent.getLocalPort(), "x", SECRET);

      StoreException fault = fault(address, setUpWithin(Duration.ofMillis(300)));

      assertThat(fault.kind()).isEqualTo(UNAVAILABLE);
      assertThat(fault).hasMessageContaining("no greeting of a MySQL or MariaDB server");
      try (Socket accepted = silent.accept()) {
        accepted.setSoTimeout(5000);
        assertThat(accepted.getInputStream().read()).as("the end of the stream").isEqualTo(-1);
      }
    }
  }

  @Test
  void somethingThatGreetsInAnotherLanguageIsToldInOneLine() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread greeter = new Thread(() -> greet(other));
      greeter.start();

      StoreException fault =
          fault(
              at("127.0.0.1", other.getLocalPort(), "x", SECRET),
              setUpWithin(Duration.ofMillis(500)));

      assertThat(fault).hasMessageContaining("127.0.0.1:" + other.getLocalPort());
    }
  }

  @Test
  void aReadOnlyServerIsAnOutageAtFirstAndLater() {
    try (Database database = Database.create();
        MySqlLeaseStore store = database.preparedStore()) {
      database.run("SET GLOBAL read_only = 1");
      try {
        assertThat(fault(database.address()))
            .hasMessageContaining("read-only")
            .returns(UNAVAILABLE, StoreException::kind);
        assertThat(faultOf(store.observe(Marker.START, List.of(), List.of())))
            .hasMessageContaining("read-only")
            .returns(UNAVAILABLE, StoreException::kind);
      } finally {
        database.run("SET GLOBAL read_only = 0");
      }
      assertThat(store.observe(Marker.START, List.of(), List.of()).block(PATIENCE)).isNotNull();
    }
  }

  @Test
  void whoStartsWhileTheServerIsReadOnlyWaitsAndThenStands() {
    try (Database database = Database.create()) {
      database.run("SET GLOBAL read_only = 1");
      try (Elections elections =
          Elections.builder(database.store()).lease(Duration.ofSeconds(2)).build()) {
        Election books = elections.join("books");
        List<Signal<Void>> ends = new CopyOnWriteArrayList<>();
        elections.prepared().materialize().subscribe(ends::add);
        elections
            .storeEvents()
            .ofType(StoreEvent.Unavailable.class)
            .filter(event -> event.cause().getMessage().contains("read-only"))
            .blockFirst(PATIENCE);
        assertThat(ends).isEmpty();

        database.run("SET GLOBAL read_only = 0");

        elections.prepared().block(PATIENCE);
        assertThat(books.events().ofType(ElectionEvent.Elected.class).blockFirst(PATIENCE))
            .isNotNull();
      } finally {
        database.run("SET GLOBAL read_only = 0");
      }
    }
  }

  @Test
  void aTableThatVanishesLaterIsAnOutage() {
    try (Database database = Database.create();
        MySqlLeaseStore store = database.preparedStore()) {
      database.run("DROP TABLE election_record");

      assertThat(faultOf(store.observe(Marker.START, List.of(), List.of("x"))))
          .hasMessageContaining("election_record")
          .returns(UNAVAILABLE, StoreException::kind);
    }
  }

  @Test
  void afterItsEndAStoreSaysSo() {
    try (Database database = Database.create()) {
      MySqlLeaseStore store = database.preparedStore();
      store.close();
      store.close();

      assertThat(faultOf(store.prepare()))
          .hasMessageContaining("closed")
          .returns(UNAVAILABLE, StoreException::kind);
    }
  }

  private static StoreException fault(Address address) {
    return fault(address, Limits.DEFAULT);
  }

  private static Limits setUpWithin(Duration most) {
    Limits usual = Limits.DEFAULT;
    return new Limits(usual.renewal(), usual.detached(), most, usual.borrow());
  }

  private static StoreException fault(Address address, Limits limits) {
    try (MySqlLeaseStore store = MySqlLeaseStoreBuilder.of(address).limits(limits).build()) {
      return faultOf(store.prepare());
    }
  }

  private static StoreException faultOf(Mono<?> call) {
    StoreException fault = catchThrowableOfType(StoreException.class, () -> call.block(PATIENCE));
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain(SECRET);
    }
    assertThat(fault.getMessage()).doesNotContain("\n").startsWith("MySQL server");
    return fault;
  }

  private static Address at(String host, int port, String database, String password) {
    return new Address(host, port, "root", password, database, Tls.DEFAULT);
  }

  private static void greet(ServerSocket other) {
    try (Socket accepted = other.accept()) {
      accepted.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
