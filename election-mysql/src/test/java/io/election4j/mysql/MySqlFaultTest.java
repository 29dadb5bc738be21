package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import io.election4j.sql.mysql.MySqlFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what servers answer, walked row by row on connections that get just that. */
class MySqlFaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static Stream<Integer> codes() {
    return Arrays.stream(MySqlFault.values()).flatMap(fault -> fault.codes().stream()).sorted();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeIsToldWithTheServersWordsAndWhatToDo(int code) throws Exception {
    MySqlFault fault = MySqlFault.of(code, "").orElseThrow();
    try (RefusingServer server = new RefusingServer(code);
        MySqlLeaseStore store = MySqlLeaseStoreBuilder.of(server.address()).build()) {
      StoreException error =
          catchThrowableOfType(StoreException.class, () -> store.prepare().block(PATIENCE));

      assertThat(error.kind()).isEqualTo(fault.kind(false));
      assertThat(error)
          .hasMessage(
              server.address() + ": The server's words (error " + code + "); " + fault.advice());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFinalOneEndsThePreparationAndAnyOtherIsTriedAgain(MySqlFault fault) throws Exception {
    int code = fault.codes().stream().sorted().findFirst().orElseThrow();
    try (RefusingServer server = new RefusingServer(code);
        Elections elections = elections(server.address())) {
      if (fault.kind(false) == MISCONFIGURED) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> elections.prepared().block(ConnectionUse.Limits.DEFAULT.setUp()))
            .withMessageContaining(fault.advice());
      } else {
        assertThat(server.triedAgain()).isTrue();
        assertThat(ended(elections)).isFalse();
      }
    }
  }

  @Test
  void aCodeThatIsNotInTheTableIsAnOutage() throws Exception {
    try (RefusingServer server = new RefusingServer(4321);
        MySqlLeaseStore store = MySqlLeaseStoreBuilder.of(server.address()).build()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.prepare().block(PATIENCE))
          .withMessage(server.address() + ": The server's words (error 4321)")
          .returns(UNAVAILABLE, StoreException::kind);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The MySQL server is running with the --read-only option so it cannot execute this",
        "The MySQL server is running with the --super-read-only option so it cannot execute this",
        "The MariaDB server is running with the --read-only option so it cannot execute this",
        "Der MySQL-Server läuft mit der Option --read-only und kann diese Anweisung nicht",
        "The MySQL server is running with the read_only option so it cannot execute this",
      })
  void aServerThatRunsReadOnlyIsToldAsAFailover(String words) throws Exception {
    assertThat(toldOfAnOption(words)).hasMessageEndingWith("; " + MySqlFault.READ_ONLY.advice());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The MySQL server is running with the --skip-grant-tables option so it cannot execute this",
        "The MySQL server is running with the --secure-file-priv option so it cannot execute this",
        "The MySQL server is running with the LOCK_WRITE_GROWTH option so it cannot execute this",
      })
  void anyOtherOptionThatForbidsAStatementIsNoFailover(String words) throws Exception {
    assertThat(toldOfAnOption(words))
        .hasMessageContaining(words + " (error 1290); ")
        .hasMessageNotContaining("failover")
        .hasMessageEndingWith("the server was started with an option that forbids this statement");
  }

  private static StoreException toldOfAnOption(String words) throws Exception {
    try (RefusingServer server = new RefusingServer(1290, words);
        MySqlLeaseStore store = MySqlLeaseStoreBuilder.of(server.address()).build()) {
      StoreException told =
          catchThrowableOfType(StoreException.class, () -> store.prepare().block(PATIENCE));
      assertThat(told.kind()).isEqualTo(UNAVAILABLE);
      return told;
    }
  }

  @Test
  void noCodeIsInTwoRows() {
    assertThat(codes()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void onlyWhatLiesInOurSettingsIsFinal(int code) {
    Kind kind = MySqlFault.of(code, "").map(fault -> fault.kind(false)).orElseThrow();
    boolean ours =
        Stream.of(
                "1044 1045 1046 1049 1071 1095 1102 1115 1118 1130 1142 1143 1193 1227 1231 1235",
                "1064 1251 1273 1275 1286 1370 1478 1524 1665 1698 1709 1820 1862 1873",
                "3118 3159 3161 3955 4150 4151")
            .anyMatch(line -> line.contains(Integer.toString(code)));
    assertThat(kind == MISCONFIGURED).isEqualTo(ours);
  }

  private static boolean ended(Elections elections) {
    return elections
        .prepared()
        .materialize()
        .map(Optional::of)
        .timeout(Duration.ofMillis(1), reactor.core.publisher.Mono.just(Optional.empty()))
        .blockOptional()
        .flatMap(signal -> signal)
        .isPresent();
  }

  private static Elections elections(Address address) {
    return Elections.builder(MySqlLeaseStoreBuilder.of(address).build())
        .candidate(Candidate.named("me"))
        .lease(Duration.ofSeconds(1))
        .build();
  }
}
