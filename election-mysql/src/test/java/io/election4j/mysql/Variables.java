package io.election4j.mysql;

import io.election4j.sql.Sql;
import io.r2dbc.spi.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All variables of a session, but for those that change by themselves. */
final class Variables {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Set<String> MOVING =
      Set.of("timestamp", "rand_seed1", "rand_seed2", "pseudo_thread_id", "server_time");

  private Variables() {}

  static List<String> of(Connection connection) {
    return new RawSession(connection)
            .rows(Sql.of("SHOW SESSION VARIABLES"), row -> row.get(0) + " = " + row.get(1))
            .block(PATIENCE)
            .stream()
            .filter(Variables::stays)
            .toList();
  }

  static List<String> of(java.sql.Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW SESSION VARIABLES")) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1) + " = " + rows.getString(2));
      }
      return lines.stream().filter(Variables::stays).toList();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static boolean stays(String line) {
    return !MOVING.contains(line.substring(0, line.indexOf(' ')));
  }
}
