package io.election4j.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What PostgreSQL says to user root who comes to the database elections: its version, for one. */
record PostgreSqlGreeting(String version) {

  // Its length, protocol 3.0, and pairs of words, the list of which an empty one ends.
  private static final byte[] HELLO =
      "\0\0\0\46\0\3\0\0user\0root\0database\0elections\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final String VERSION = "server_version\0";
  private static final int LONGEST_MESSAGE = 10_000;

  /** Logs in, reads until the server is ready for a statement, and hangs up. */
  static PostgreSqlGreeting read(String host, int port, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      new DataOutputStream(socket.getOutputStream()).write(HELLO);
      return parse(new DataInputStream(socket.getInputStream()));
    }
  }

  /**
   * Reads the greeting as soon as there is one.
   *
   * @throws IOException if the server is not alive any more, or takes longer than the limit
   */
  static PostgreSqlGreeting await(String host, int port, BooleanSupplier alive, Duration limit)
      throws IOException {
    return ServerWait.forAnswer(() -> read(host, port, Duration.ofSeconds(1)), alive, limit);
  }

  private static PostgreSqlGreeting parse(DataInputStream in) throws IOException {
    String version = "";
    for (char kind = (char) in.read(); kind != 'Z'; kind = (char) in.read()) {
      String message = message(in);
      if ("RSK".indexOf(kind) < 0) {
        throw new IOException("not the greeting of a PostgreSQL server: " + kind + message);
      }
      if (kind == 'S' && message.startsWith(VERSION)) {
        version = message.substring(VERSION.length(), message.length() - 1);
      }
    }
    return new PostgreSqlGreeting(version);
  }

  private static String message(DataInputStream in) throws IOException {
    int length = in.readInt() - Integer.BYTES;
    if (length < 0 || length > LONGEST_MESSAGE) {
      throw new IOException("not a message of a PostgreSQL server");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Returns name and number for a person: {@code "PostgreSQL 17.5"}. */
  String product() {
    return "PostgreSQL " + version.replaceFirst(" .*$", "");
  }
}
