package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.election4j.spi.Library;
import io.election4j.spi.StoreException;
import io.netty.util.NetUtil;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.Pool;

/** The libraries that the store runs on; the least versions are also in docs/compatibility.md. */
final class Libraries {

  private static final List<Library> NEEDED =
      List.of(
          Library.of("r2dbc-mysql", MySqlConnectionFactory.class, "1.2.0"),
          Library.of("r2dbc-pool", ConnectionPool.class, "1.0.1"),
          Library.of("reactor-core", Mono.class, "3.6.6"),
          Library.of("reactor-pool", Pool.class, "1.0.6"),
          Library.of("reactor-netty-core", LoopResources.class, "1.1.19"),
          Library.of("netty", NetUtil.class, "4.1.110"));

  private Libraries() {}

  /**
   * Refuses what is too old.
   *
   * @throws StoreException naming it
   */
  static void require() {
    Library.require(NEEDED);
  }

  /** Explains a failure that is the libraries', if it is. */
  static Optional<StoreException> explain(Throwable failure) {
    return Library.explain(failure, NEEDED);
  }
}
