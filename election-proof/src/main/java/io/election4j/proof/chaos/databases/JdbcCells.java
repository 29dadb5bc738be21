package io.election4j.proof.chaos.databases;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row that JDBC has read. Whole numbers of all sizes are long ones. */
record JdbcCells(ResultSet row) implements SqlSession.Cells {

  @Override
  public <T> @Nullable T get(int index, Class<T> type) {
    try {
      Object value = row.getObject(index + 1);
      Object long64 = value instanceof Number number ? (Object) number.longValue() : value;
      return value == null ? null : type.cast(type == Long.class ? long64 : value);
    } catch (SQLException failure) {
      throw new IllegalStateException("a row cannot be read: " + failure, failure);
    }
  }
}
