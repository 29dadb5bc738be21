package io.election4j.servers;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * The fake MongoDB, in this virtual machine: it speaks the wire protocol and keeps its data in
 * memory for the life of this object, through stops and starts. It looks like the primary of a
 * replica set of one, but has no transactions and no sessions.
 */
final class FakeMongoServer implements TestServer, AdjustableClock {

  private static final long USUAL_NANOS = 300_000;
  private static final long LONG_NANOS = Duration.ofMillis(8).toNanos();
  private static final int OF_WHICH_LONG = 16;

  private final FakeClock clock = new FakeClock();
  private final FakeMongoBackend backend;
  private final InetSocketAddress address;
  private FakeMongoListener listener;

  private FakeMongoServer(InetSocketAddress address, LongSupplier lagNanos) {
    this.backend = new FakeMongoBackend(address, clock, lagNanos);
    this.address = address;
    this.listener = new FakeMongoListener(backend, address);
  }

  /** Starts one, empty, on a free port of 127.0.0.1. */
  static FakeMongoServer open() {
    return open(usualLag());
  }

  /** Returns how long it takes until a majority knows a write: little mostly, and rarely much. */
  static LongSupplier usualLag() {
    Random random = new Random(42);
    return () -> random.nextInt(OF_WHICH_LONG) == 0 ? LONG_NANOS : USUAL_NANOS;
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
  public synchronized void stop() {
    listener.close();
    backend.endCursors();
  }

  @Override
  public synchronized void start() {
    if (!listener.isOpen()) {
      listener = new FakeMongoListener(backend, address);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
