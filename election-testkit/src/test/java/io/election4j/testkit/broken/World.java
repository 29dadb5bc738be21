package io.election4j.testkit.broken;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.testkit.Capabilities;
import java.util.concurrent.atomic.AtomicInteger;

/** A correct store and its surroundings, in memory; to be broken by overriding a method. */
class World {

  static final String SECRET = "canary-b7e1";

  /** How long a store waits for a server that answers at once or never. */
  static final int TIMEOUT_MILLIS = 100;

  final InMemoryLeaseStore data = InMemoryLeaseStore.create();
  final AtomicInteger restarts = new AtomicInteger();

  LeaseStore store() {
    return new AlteredStore(data.connect());
  }

  LeaseStore unreachable() {
    return new FailingStore(
        data.connect(), true, StoreException.unavailable("nothing answers at 127.0.0.1:1", null));
  }

  LeaseStore readOnly() {
    return new FailingStore(
        data.connect(), false, StoreException.unavailable("the server is read-only", null));
  }

  LeaseStore neverCreate() {
    return new FailingStore(
        InMemoryLeaseStore.create(),
        true,
        StoreException.misconfigured("the tables are missing", null));
  }

  LeaseStore anotherCopy() {
    return new AlteredStore(InMemoryLeaseStore.create());
  }

  LeaseStore proxied(String host, int port) {
    return new RemoteStore(data.connect(), new Wire(host, port, TIMEOUT_MILLIS));
  }

  void restart() {
    restarts.incrementAndGet();
  }

  boolean rings() {
    return false;
  }

  final void declare(Capabilities can) {
    if (rings()) {
      can.ringing();
    }
    can.secret(SECRET)
        .unreachable(this::unreachable)
        .readOnly(this::readOnly)
        .neverCreate(this::neverCreate)
        .anotherCopy(this::anotherCopy)
        .proxied(EchoServer.host(), EchoServer.port(), this::proxied)
        .restart(this::restart);
  }
}
