package io.election4j.mongo;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.election4j.Elections;
import io.election4j.StoreEvent;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Signal;

/** The table of what servers answer, walked row by row on a server that answers just that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerFaultTest {

  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void heal() {
    server.heal();
  }

  @AfterAll
  void close() {
    server.close();
  }

  static Stream<Integer> codes() {
    return Arrays.stream(ServerFault.values()).flatMap(fault -> fault.codes().stream()).sorted();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeIsToldWithTheServersWordsAndWhatToDo(int code) {
    ServerFault fault = ServerFault.of(code).orElseThrow();
    server.fail("update", code, "ItsName");
    try (MongoLeaseStore store = MongoLeaseStore.fromUrl(server.url())) {
      StoreException told =
          catchThrowableOfType(StoreException.class, () -> store.prepare().block(Some.PATIENCE));

      assertThat(told.kind()).isEqualTo(fault.kind());
      assertThat(told.getMessage())
          .contains("MongoDB error " + code)
          .endsWith("; " + fault.advice())
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFinalOneEndsThePreparationAndAnyOtherIsTriedAgain(ServerFault fault) {
    int code = fault.codes().stream().sorted().findFirst().orElseThrow();
    server.fail("update", code, "ItsName");
    try (Elections elections =
        Elections.builder(MongoLeaseStore.fromUrl(server.url()))
            .lease(Duration.ofSeconds(1))
            .build()) {
      if (fault.kind() == MISCONFIGURED) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> elections.prepared().block(Duration.ofSeconds(5)))
            .withMessageContaining(fault.advice());
        return;
      }
      List<Signal<Void>> ends = new CopyOnWriteArrayList<>();
      elections.prepared().materialize().subscribe(ends::add);
      elections.storeEvents().ofType(StoreEvent.Unavailable.class).blockFirst(Some.PATIENCE);
      assertThat(ends).isEmpty();

      server.heal();

      elections.prepared().block(Some.PATIENCE);
    }
  }

  /** The driver tries reads again until their time is up. */
  @ParameterizedTest
  @ValueSource(ints = {91, 10107})
  void anAnswerThatIsTriedAgainIsToldInTheEnd(int code) {
    server.fail("listCollections", code, "ItsName");
    try (MongoLeaseStore store =
        MongoLeaseStore.fromUrl(server.url() + "/?serverSelectionTimeoutMS=300")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.prepare().block(Some.PATIENCE))
          .withMessageStartingWith("MongoDB error " + code);
    }
  }

  @Test
  void noCodeIsInTwoRows() {
    assertThat(codes()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void onlyWhatLiesInOurSettingsIsFinal(int code) {
    List<Integer> ours =
        List.of(
            9, 11, 13, 18, 67, 72, 73, 85, 86, 115, 121, 148, 166, 197, 322, 323, 331, 334, 8000);
    assertThat(ServerFault.of(code).orElseThrow().kind() == MISCONFIGURED)
        .isEqualTo(ours.contains(code));
  }
}
