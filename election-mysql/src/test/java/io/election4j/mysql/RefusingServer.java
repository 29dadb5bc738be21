package io.election4j.mysql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A MySQL server that answers whoever connects with an error, as one does that is full. */
final class RefusingServer implements AutoCloseable {

  private final ServerSocket socket;
  private final int code;
  private final String words;
  private final CountDownLatch attempts = new CountDownLatch(3);

  RefusingServer(int code) throws IOException {
    this(code, "The server's words");
  }

  RefusingServer(int code, String words) throws IOException {
    this.code = code;
    this.words = words;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::refuse, "refusing-server");
    thread.setDaemon(true);
    thread.start();
  }

  Address address() {
    return new Address("127.0.0.1", socket.getLocalPort(), "app", "canary", "x", Tls.DEFAULT);
  }

  /** Waits until somebody has tried three times. */
  boolean triedAgain() throws InterruptedException {
    return attempts.await(30, TimeUnit.SECONDS);
  }

  private void refuse() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.getOutputStream().write(refusal());
        client.getOutputStream().flush();
        attempts.countDown();
        client.getInputStream().readAllBytes();
      } catch (IOException gone) {
        // the next one
      }
    }
  }

  private byte[] refusal() {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    byte[] text = ("#HY000" + words).getBytes(StandardCharsets.UTF_8);
    packet.writeBytes(new byte[] {(byte) (text.length + 3), 0, 0, 0});
    packet.writeBytes(new byte[] {(byte) 0xFF, (byte) code, (byte) (code >> 8)});
    packet.writeBytes(text);
    return packet.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
