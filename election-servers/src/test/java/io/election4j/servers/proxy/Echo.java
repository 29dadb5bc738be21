package io.election4j.servers.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that answers every byte with itself and keeps what it was asked. */
final class Echo implements AutoCloseable {

  private final ServerSocket listener;
  final BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();

  Echo() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      ports.add(client.getPort());
      start(() -> echo(client));
    }
  }

  private void echo(Socket client) throws IOException {
    try (client) {
      for (int b = client.getInputStream().read(); b >= 0; b = client.getInputStream().read()) {
        requests.add(b);
        client.getOutputStream().write(b);
      }
    }
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException closed) {
                // By the client, or at the end of the test.
              }
            },
            "echo");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private interface Task {
    void run() throws IOException;
  }
}
