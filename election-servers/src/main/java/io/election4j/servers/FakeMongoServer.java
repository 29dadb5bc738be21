package io.election4j.servers;

import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/**
 * The fake MongoDB, in this virtual machine: it speaks the wire protocol and keeps its data in
 * memory for the life of this object, through stops and starts.
 *
 * <p>It looks like the primary of a replica set of one, but has no transactions and no sessions.
 */
final class FakeMongoServer implements TestServer, AdjustableClock {

  private static final int KEPT_CHANGES = 100_000;

  private final FakeClock clock = new FakeClock();
  private final FakeMongoBackend backend;
  private final InetSocketAddress address;
  private FakeMongoListener listener;

  private FakeMongoServer(InetSocketAddress address, LongSupplier lagNanos) {
    this.backend = new FakeMongoBackend(address, KEPT_CHANGES, clock, lagNanos);
    this.address = address;
    this.listener = FakeMongoListener.start(backend, address);
  }

  /** Starts one, empty, on a free port of 127.0.0.1. */
  static FakeMongoServer open() {
    return open(FakeLag.usual());
  }

  /** Starts one whose writes a majority knows so much later. */
  static FakeMongoServer open(LongSupplier lagNanos) {
    return new FakeMongoServer(new InetSocketAddress("127.0.0.1", FreePort.pick()), lagNanos);
  }

  @Override
  public String url() {
    return "mongodb://127.0.0.1:" + address.getPort() + "/elections";
  }

  @Override
  public String description() {
    return "a fake MongoDB in memory (no transactions)";
  }

  @Override
  public void wrongBy(long seconds) {
    clock.wrongBy(seconds);
  }

  @Override
  public boolean restartable() {
    return true;
  }

  @Override
  public synchronized void stop() {
    listener.close();
    backend.endCursors();
  }

  @Override
  public synchronized void start() {
    if (!listener.isOpen()) {
      listener = FakeMongoListener.start(backend, address);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
