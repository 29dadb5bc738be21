package io.election4j.testkit.broken;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections to a server, one for each question at a time; a dead one is replaced. */
class Wire {

  private final InetSocketAddress server;
  private final int timeoutMillis;
  final Deque<Socket> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param timeoutMillis for a connection, and for an answer; 0 for ever
   */
  Wire(String host, int port, int timeoutMillis) {
    this.server = new InetSocketAddress(host, port);
    this.timeoutMillis = timeoutMillis;
  }

  /** Asks the server something, and waits for its answer. */
  void ask() throws IOException {
    Socket free = idle.poll();
    Socket connection = free != null ? free : connect();
    try {
      roundTrip(connection);
      idle.push(connection);
    } catch (IOException failed) {
      broken(connection);
      throw failed;
    }
  }

  void broken(Socket connection) throws IOException {
    connection.close();
  }

  private Socket connect() throws IOException {
    Socket connection = new Socket();
    connection.connect(server, timeoutMillis);
    connection.setSoTimeout(timeoutMillis);
    connection.setTcpNoDelay(true);
    return connection;
  }

  private static void roundTrip(Socket connection) throws IOException {
    connection.getOutputStream().write(1);
    if (connection.getInputStream().read() < 0) {
      throw new EOFException("the server closed the connection");
    }
  }
}
