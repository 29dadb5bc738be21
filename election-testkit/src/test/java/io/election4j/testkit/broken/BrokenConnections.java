package io.election4j.testkit.broken;

import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * A correct store on a few connections, used by turns, each of which fails once after a restart.
 */
final class BrokenConnections extends World {

  private static final int CONNECTIONS = 3;

  @Override
  LeaseStore store() {
    AtomicIntegerArray opened = new AtomicIntegerArray(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      opened.set(i, restarts.get());
    }
    AtomicLong calls = new AtomicLong();
    return new RemoteStore(
        data.connect(), new Wire(EchoServer.host(), EchoServer.port(), TIMEOUT_MILLIS)) {
      @Override
      Mono<Void> asked() {
        return Mono.defer(
            () -> {
              int turn = (int) (calls.getAndIncrement() % CONNECTIONS);
              int now = restarts.get();
              return opened.getAndSet(turn, now) == now
                  ? Mono.empty()
                  : Mono.error(StoreException.unavailable("the connection was closed", null));
            });
      }
    };
  }
}
