package io.election4j.testkit.broken;

import io.election4j.spi.LeaseStore;
import java.io.IOException;
import java.net.Socket;
import java.util.Collection;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What goes wrong only while a server accepts connections and does not answer. */
final class HangFaults {

  /** Longer than a thread that subscribes may be kept. */
  private static final int LONG_MILLIS = 500;

  private HangFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.in("nothing has a time-out", "L29", WaitsForEver::new),
        Fault.in("all calls go by one connection", "L29", HasOneConnection::new),
        Fault.in("a connection that failed is kept", "L29", KeepsDeadConnections::new),
        Fault.in("subscribing asks, and waits", "L16", BlocksSubscribers::new),
        Fault.in("nothing at all is asked for", "L16", AsksForNothing::new));
  }

  private static final class WaitsForEver extends World {
    @Override
    LeaseStore proxied(String host, int port) {
      return new RemoteStore(data.connect(), new Wire(host, port, 0));
    }
  }

  private static final class HasOneConnection extends World {
    @Override
    LeaseStore proxied(String host, int port) {
      return new RemoteStore(
          data.connect(),
          new Wire(host, port, LONG_MILLIS) {
            @Override
            synchronized void ask() throws IOException {
              super.ask();
            }
          });
    }
  }

  private static final class KeepsDeadConnections extends World {
    @Override
    LeaseStore proxied(String host, int port) {
      return new RemoteStore(
          data.connect(),
          new Wire(host, port, TIMEOUT_MILLIS) {
            @Override
            void broken(Socket connection) throws IOException {
              super.broken(connection);
              idle.push(connection);
            }
          });
    }
  }

  private static final class BlocksSubscribers extends World {
    @Override
    LeaseStore proxied(String host, int port) {
      return new RemoteStore(data.connect(), new Wire(host, port, LONG_MILLIS)) {
        @Override
        Mono<Void> asked() {
          return onThisThread();
        }
      };
    }
  }

  private static final class AsksForNothing extends World {
    @Override
    LeaseStore proxied(String host, int port) {
      return new RemoteStore(data.connect(), new Wire(host, port, TIMEOUT_MILLIS)) {
        @Override
        <T> Flux<T> about(Collection<?> all, Flux<T> answer) {
          return asked().thenMany(answer);
        }
      };
    }
  }
}
