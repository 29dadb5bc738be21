package io.election4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A TCP proxy in front of a server, on whose connections nothing moves for as long as it is told:
 * it accepts them, takes what is sent, and delivers it when healed. Safe for use by many threads;
 * its own, two for each connection, are daemons.
 */
final class HangingProxy implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Socket> hanging = new HashSet<>();
  private boolean allHang;
  private CompletableFuture<Void> next = CompletableFuture.completedFuture(null);
  private volatile boolean used;

  HangingProxy(String host, int port) {
    server = new InetSocketAddress(host, port);
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on any port", e);
    }
    start(this::accept);
  }

  String host() {
    return listener.getInetAddress().getHostAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns whether a connection was ever made. */
  boolean used() {
    return used;
  }

  /** Lets all connections hang, those made later included. */
  synchronized void hang() {
    allHang = true;
  }

  /** Lets the connection hang on which something is asked next, and says when that was. */
  synchronized CompletableFuture<Void> hangNext() {
    next = new CompletableFuture<>();
    return next;
  }

  /** Lets nothing hang any more. */
  synchronized void heal() {
    allHang = false;
    hanging.clear();
    notifyAll();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the proxy", e);
    } finally {
      heal();
    }
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      used = true;
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    try (client;
        Socket to = new Socket()) {
      awaitWay(client);
      to.connect(server, 5_000);
      start(() -> pass(to, client, client));
      pass(client, to, client);
    }
  }

  private void pass(Socket from, Socket to, Socket client)
      throws IOException, InterruptedException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] piece = new byte[16 * 1024];
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (from == client) {
          asked(client);
        }
        awaitWay(client);
        to.getOutputStream().write(piece, 0, length);
      }
    }
  }

  private synchronized void asked(Socket client) {
    if (next.complete(null)) {
      hanging.add(client);
    }
  }

  private synchronized void awaitWay(Socket client) throws InterruptedException {
    while (allHang || hanging.contains(client)) {
      wait();
    }
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException over) {
                // One end is gone, and so is the other.
              }
            },
            "testkit-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }
}
