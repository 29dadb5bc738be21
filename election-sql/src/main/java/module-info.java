/** The SQL of the stores, however it is sent; for our own stores only. */
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.election4j.sql {
  requires io.election4j;
  requires transitive java.sql;
  requires org.slf4j;

  exports io.election4j.sql to
      io.election4j.jdbc,
      io.election4j.mysql;
  exports io.election4j.sql.bell to
      io.election4j.jdbc,
      io.election4j.mysql;
  exports io.election4j.sql.mysql to
      io.election4j.jdbc,
      io.election4j.mysql;
  exports io.election4j.sql.postgresql to
      io.election4j.jdbc;
}
