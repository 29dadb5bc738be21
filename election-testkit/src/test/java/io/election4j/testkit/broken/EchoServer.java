package io.election4j.testkit.broken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The server of all stores here that have one: it answers each byte with the same one. */
final class EchoServer {

  private static final ServerSocket LISTENER = listen();

  private EchoServer() {}

  static String host() {
    return LISTENER.getInetAddress().getHostAddress();
  }

  static int port() {
    return LISTENER.getLocalPort();
  }

  private static ServerSocket listen() {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      start(() -> accept(listener));
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket client = listener.accept();
        start(() -> echo(client));
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      for (int asked = client.getInputStream().read();
          asked >= 0;
          asked = client.getInputStream().read()) {
        client.getOutputStream().write(asked);
      }
    } catch (IOException gone) {
      // The client does not wait for more.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "echo-server");
    thread.setDaemon(true);
    thread.start();
  }
}
