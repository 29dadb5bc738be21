/** Leases and elections on MySQL and MariaDB. */
// The driver and what it stands on name their modules only.
@SuppressWarnings("requires-transitive-automatic")
module io.election4j.mysql {
  requires transitive io.election4j;
  requires transitive java.sql;
  requires transitive r2dbc.spi;
  requires com.fasterxml.jackson.core;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.resolver;
  requires io.netty.resolver.dns;
  requires io.netty.transport;
  requires org.slf4j;
  requires r2dbc.mysql;
  requires reactor.netty.core;
  requires reactor.pool;

  exports io.election4j.mysql;
}
