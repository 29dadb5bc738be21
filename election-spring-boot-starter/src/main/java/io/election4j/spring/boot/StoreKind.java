package io.election4j.spring.boot;

/** Where elections are held. */
enum StoreKind {
  /**
   * Where there is a bean for it: the one DataSource, ConnectionFactory or reactive MongoClient.
   */
  AUTO,
  /** The DataSource: MySQL, MariaDB or PostgreSQL. */
  JDBC,
  /** The R2DBC ConnectionFactory: MySQL or MariaDB, with election-mysql. */
  R2DBC,
  /** The reactive MongoClient, with election-mongo. */
  MONGO,
  /** The memory of this process, which leads alone; for tests. */
  MEMORY
}
