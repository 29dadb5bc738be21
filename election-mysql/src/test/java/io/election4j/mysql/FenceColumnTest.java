package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The form of a guard for any SQL database that does not hold the elections, as the README has it.
 */
class FenceColumnTest {

  private final Database database = Database.create();
  private Connection connection;

  @BeforeEach
  void openAccount() throws SQLException {
    connection = JdbcSession.connect(database.address());
    database.run(
        "CREATE TABLE account (id INT PRIMARY KEY, balance BIGINT, fence BIGINT NOT NULL)");
    database.run("INSERT INTO account VALUES (7, 0, 0)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  private boolean update(long balance, long term) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE account SET balance = ?, fence = ? WHERE id = ? AND fence <= ?")) {
      update.setLong(1, balance);
      update.setLong(2, term);
      update.setInt(3, 7);
      update.setLong(4, term);
      return update.executeUpdate() == 1;
    }
  }

  @Test
  void aWriteOfALowerTermThanTheLastOneChangesNothing() throws SQLException {
    assertThat(update(10, 1)).isTrue();
    assertThat(update(20, 1)).isTrue();
    assertThat(update(30, 3)).isTrue();
    assertThat(update(40, 2)).isFalse();

    assertThat(database.column("balance", "SELECT balance FROM account")).containsExactly("30");
    assertThat(update(50, 3)).isTrue();
  }
}
