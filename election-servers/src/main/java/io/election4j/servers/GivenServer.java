package io.election4j.servers;

/** A database of our own on a server that somebody else runs. */
final class GivenServer implements TestServer {

  private final String url;
  private final String description;
  private final Runnable drop;
  private boolean dropped;

  /** Takes a database that exists, and what drops it. */
  GivenServer(String url, String description, Runnable drop) {
    this.url = url;
    this.description = description;
    this.drop = drop;
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean restartable() {
    return false;
  }

  @Override
  public void stop() {
    throw notOurs();
  }

  @Override
  public void start() {
    throw notOurs();
  }

  @Override
  public synchronized void close() {
    if (!dropped) {
      drop.run();
      dropped = true;
    }
  }

  private UnsupportedOperationException notOurs() {
    return new UnsupportedOperationException(
        description + ": a server that is given by its address is not ours to stop or start");
  }
}
