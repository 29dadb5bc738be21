module consumer {
  requires io.election4j.jdbc;
  requires io.election4j.mongo;
}
