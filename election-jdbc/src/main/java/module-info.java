/** Elections on the DataSource of an application: MySQL, MariaDB or PostgreSQL. */
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.election4j.jdbc {
  requires transitive io.election4j;
  requires io.election4j.sql;
  requires transitive java.sql;
  requires org.slf4j;
  requires static org.postgresql.jdbc;
  requires static r2dbc.spi;

  exports io.election4j.jdbc;
}
