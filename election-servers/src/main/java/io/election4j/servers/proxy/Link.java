package io.election4j.servers.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One client's connection, and its continuation to the server; a thread for each direction. */
final class Link {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int PIECE = 16 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final FaultProxy proxy;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean open = true;
  private volatile boolean awaitsAnswer;
  private volatile boolean lossy;

  Link(Socket client, FaultProxy proxy) {
    this.client = client;
    this.proxy = proxy;
  }

  void start() {
    thread("requests", this::connectAndPump);
  }

  boolean isOpen() {
    return open;
  }

  /** Returns whether the server has been asked something since its last answer. */
  boolean awaitsAnswer() {
    return awaitsAnswer;
  }

  /** Returns whether bytes were lost on the way. */
  boolean isLossy() {
    return lossy;
  }

  /** Returns the port by which the server knows this connection; 0 if it is not connected. */
  int serverSidePort() {
    return server.isConnected() ? server.getLocalPort() : 0;
  }

  /** Resets both connections, as a crash of both ends does. Does nothing the second time. */
  void cut() {
    end(true);
  }

  private void connectAndPump() throws IOException, InterruptedException {
    client.setTcpNoDelay(true);
    proxy.awaitWay(this);
    server.setTcpNoDelay(true);
    server.connect(proxy.server(), CONNECT_MILLIS);
    thread("answers", () -> pump(Direction.ANSWER, server, client));
    pump(Direction.REQUEST, client, server);
  }

  private void pump(Direction direction, Socket from, Socket to)
      throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] piece = new byte[PIECE];
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      proxy.travel(length);
      pass(direction, out, piece, length);
    }
    end(false);
  }

  private void pass(Direction direction, OutputStream out, byte[] piece, int length)
      throws IOException, InterruptedException {
    switch (proxy.fate(direction, this)) {
      case DELIVERED -> {
        awaitsAnswer = direction == Direction.REQUEST;
        out.write(piece, 0, length);
      }
      case LOST -> lossy = true;
      case CUT -> cut();
    }
  }

  private void thread(String name, Piping task) {
    Thread thread = new Thread(() -> run(task), "fault-proxy-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    // Whoever closed the link before it was in the list has missed it.
    if (!open) {
      thread.interrupt();
    }
  }

  private void run(Piping task) {
    try {
      task.run();
    } catch (IOException | InterruptedException over) {
      // One end is gone, or was cut off: so is the other.
      cut();
    }
  }

  private synchronized void end(boolean reset) {
    if (!open) {
      return;
    }
    open = false;
    close(client, reset);
    close(server, reset);
    proxy.closed(this);
    threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
  }

  private static void close(@Nullable Socket socket, boolean reset) {
    try (socket) {
      if (socket != null && reset) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException gone) {
      // Closed is what it was to be.
    }
  }

  private interface Piping {
    void run() throws IOException, InterruptedException;
  }
}
