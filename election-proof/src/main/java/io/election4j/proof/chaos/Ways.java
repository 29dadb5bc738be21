package io.election4j.proof.chaos;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.servers.proxy.FaultProxy;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One candidate's ways to the server: a proxy of its own in front of each of its members.
 *
 * <p>A single server is reached by a URL that names the proxy. The members of a replica set are
 * found by the names that their set gives them, whatever the URL says. So each name is resolved to
 * an address of this machine, another one for every candidate, where a proxy listens on the
 * member's own port.
 *
 * @param address what the candidate is told
 * @param proxies one for each member, in the order of {@link ChaosServer#members()}; one in all for
 *     a single server
 */
record Ways(ServerAddress address, List<FaultProxy> proxies) implements AutoCloseable {

  private static final int ATTEMPTS = 20;

  static Ways to(ChaosServer server) {
    List<InetSocketAddress> members = server.members();
    if (members.isEmpty()) {
      InetSocketAddress only = server.address().servers().get(0);
      FaultProxy proxy = FaultProxy.to(resolved(only));
      return new Ways(server.address().through(proxy.address()), List.of(proxy));
    }
    Random random = new Random();
    for (int attempt = 1; ; attempt++) {
      String network = "127.%d.%d.".formatted(64 + random.nextInt(64), random.nextInt(256));
      try {
        return to(server.address(), members, network);
      } catch (UncheckedIOException inUse) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "no proxy can listen beside the members; do they listen on all addresses of this"
                  + " machine (let them bind to their own)? "
                  + inUse.getMessage(),
              inUse);
        }
      }
    }
  }

  private static Ways to(ServerAddress address, List<InetSocketAddress> members, String network) {
    Map<String, String> routes = new LinkedHashMap<>();
    List<FaultProxy> proxies = new ArrayList<>();
    try {
      for (InetSocketAddress member : members) {
        String host = member.getHostString();
        String ours = routes.computeIfAbsent(host, name -> network + (routes.size() + 1));
        InetSocketAddress listen = new InetSocketAddress(ours, member.getPort());
        proxies.add(FaultProxy.at(listen, resolved(member)));
      }
    } catch (UncheckedIOException inUse) {
      proxies.forEach(FaultProxy::close);
      throw inUse;
    }
    return new Ways(address.by(routes), List.copyOf(proxies));
  }

  private static InetSocketAddress resolved(InetSocketAddress member) {
    return new InetSocketAddress(member.getHostString(), member.getPort());
  }

  @Override
  public void close() {
    proxies.forEach(FaultProxy::close);
  }
}
