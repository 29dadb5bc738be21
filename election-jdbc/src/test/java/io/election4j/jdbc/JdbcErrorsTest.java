package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import io.election4j.sql.Dialect;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.mysql.MySqlDialect;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import io.election4j.sql.postgresql.PostgreSqlFault;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What drivers throw, row by row. */
class JdbcErrorsTest {

  private static final Dialect POSTGRESQL = new PostgreSqlDialect();
  private static final Dialect MYSQL = new MySqlDialect();

  static Stream<String> states() {
    return Arrays.stream(PostgreSqlFault.values()).flatMap(fault -> fault.states().stream());
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateOfTheTableIsToldWithWhatToDo(String beginning) {
    String state = (beginning + "000").substring(0, 5);
    PostgreSqlFault fault = PostgreSqlFault.of(state).orElseThrow();

    StoreException told = described(new SQLException("no", state), POSTGRESQL, false);

    assertThat(told).hasMessage("server: no (SQLSTATE " + state + "); " + fault.advice());
    assertThat(told.kind()).isEqualTo(fault.kind(false));
  }

  @ParameterizedTest
  @CsvSource({
    "28P01, MISCONFIGURED",
    "42501, MISCONFIGURED",
    "3D000, MISCONFIGURED",
    "25006, UNAVAILABLE",
    "53300, UNAVAILABLE",
    "57P01, UNAVAILABLE",
    "40001, UNAVAILABLE",
    "XX000, UNAVAILABLE",
    "42P01, UNAVAILABLE"
  })
  void whatNoFurtherAttemptCanCureIsFinalAndNothingElse(String state, Kind kind) {
    assertThat(described(new SQLException("no", state), POSTGRESQL, false).kind()).isEqualTo(kind);
  }

  @Test
  void aDatabaseThatWasThereBeforeComesBackPerhaps() {
    assertThat(described(new SQLException("no", "3D000"), POSTGRESQL, true).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({"08006", "08001", "08S01"})
  void whatHasBecomeOfAStatementIsUnknownWhereAConnectionBreaks(String state) {
    for (Dialect dialect : new Dialect[] {POSTGRESQL, MYSQL}) {
      assertThat(JdbcErrors.of(new SQLException("gone", state, 0), dialect))
          .isInstanceOf(JdbcErrors.Unanswered.class);
    }
  }

  @Test
  void aTimeOutIsNoRefusal() {
    assertThat(JdbcErrors.of(new SQLTimeoutException("late", "HY000", 3024), MYSQL))
        .isInstanceOf(JdbcErrors.Unanswered.class);
  }

  @Test
  void aRefusalOfMySqlIsKnownByItsCodeWhateverItsState() {
    assertThat(JdbcErrors.of(new SQLException("Too many connections", "08004", 1040), MYSQL))
        .isInstanceOf(SqlRefusal.class);
    StoreException told = described(new SQLException("Access denied", "28000", 1045), MYSQL, false);
    assertThat(told.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(told).hasMessageStartingWith("server: Access denied (error 1045); check the user");
  }

  @Test
  void whatAPoolSaysIsPassedOn() {
    SQLException none =
        new SQLTransientConnectionException("Pool-1 - Connection is not available", (String) null);

    assertThat(described(none, null, false))
        .hasMessage("server: Pool-1 - Connection is not available");
  }

  @Test
  void anUnknownHostIsFinalOnlyWhileNothingWasEverReached() {
    SQLException unknown = new SQLException("no", "08001", new UnknownHostException("db"));

    assertThat(described(unknown, null, false)).hasMessage("server: unknown host");
    assertThat(described(unknown, null, false).kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(described(unknown, null, true).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  private static StoreException described(SQLException fault, Dialect dialect, boolean reached) {
    return JdbcErrors.describe(JdbcErrors.of(fault, dialect), dialect, "server", reached);
  }
}
