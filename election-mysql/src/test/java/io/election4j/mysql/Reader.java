package io.election4j.mysql;

import io.election4j.servers.TestServer;
import io.election4j.sql.Sql;
import io.r2dbc.spi.Connection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** A user who may read and nothing else. */
final class Reader {

  private static final String NAME = "reader";

  private Reader() {}

  /** Creates the user and returns the server's address for it. */
  static String create(TestServer server, String password) {
    Address address = AddressUrl.parse(server.url());
    run(
        address,
        List.of(
            "CREATE USER IF NOT EXISTS " + NAME + "@'%' IDENTIFIED BY '" + password + "'",
            "GRANT SELECT ON " + address.database() + ".* TO " + NAME + "@'%'"));
    String userInfo = URI.create(server.url()).getRawUserInfo();
    return server.url().replace("//" + userInfo + "@", "//" + NAME + ":" + password + "@");
  }

  /** Returns the server's address with another database. */
  static String inDatabase(TestServer server, String database) {
    String path = URI.create(server.url()).getRawPath();
    return server.url().replace(path, "/" + database);
  }

  private static void run(Address address, List<String> statements) {
    LoopResources loops = LoopResources.create("reader", 1, true);
    Flux.usingWhen(
            Mono.from(address.factory(Duration.ofSeconds(5), loops).create())
                .cast(Connection.class),
            session ->
                Flux.fromIterable(statements)
                    .concatMap(sql -> new RawSession(session).update(Sql.of(sql))),
            Connection::close)
        .then(loops.disposeLater())
        .block(Duration.ofSeconds(30));
  }
}
