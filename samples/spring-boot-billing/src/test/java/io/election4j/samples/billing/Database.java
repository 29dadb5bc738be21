package io.election4j.samples.billing;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * The database of the instances, by its address.
 *
 * @param address of the form {@code postgresql://user:password@host:port/name}
 */
record Database(URI address) {

  static Database at(String address) {
    return new Database(URI.create(address));
  }

  InetSocketAddress server() {
    return new InetSocketAddress(address.getHost(), address.getPort());
  }

  /** Returns the properties of an application that reaches it there. */
  List<String> properties(InetSocketAddress way) {
    String[] user = (address.getUserInfo() + ":").split(":", 3);
    return List.of(
        "spring.datasource.url=jdbc:postgresql://%s:%d%s?socketTimeout=10"
            .formatted(way.getHostString(), way.getPort(), address.getPath()),
        "spring.datasource.username=" + user[0],
        "spring.datasource.password=" + user[1]);
  }
}
