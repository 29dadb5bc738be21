package io.election4j.bench.contest;

import io.election4j.bench.Counters;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/** fabric8's mock of a Kubernetes API server, in this process and in memory; it counts requests. */
final class Kubernetes implements Venue {

  // Else it tells of every request.
  private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

  private final LongAdder asked = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final KubernetesMockServer server;

  Kubernetes() {
    LOG.setLevel(Level.OFF);
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Counting(), false);
    server.init();
  }

  @Override
  public String url() {
    return server.url("/");
  }

  @Override
  public Counters counters() {
    return new Counters(System.nanoTime(), Map.of(ASKED, asked.sum(), WRITES, writes.sum()));
  }

  @Override
  public void close() {
    server.destroy();
  }

  /** Stores what it is sent. */
  private final class Counting extends Dispatcher {

    private final KubernetesCrudDispatcher stored = new KubernetesCrudDispatcher();

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      asked.increment();
      if (!request.getMethod().equals("GET")) {
        writes.increment();
      }
      forget();
      return stored.dispatch(request);
    }

    /** The server keeps every request until somebody takes it: memory would run out. */
    private void forget() {
      try {
        server.takeRequest(0, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void shutdown() {
      stored.shutdown();
    }
  }
}
