package io.election4j.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The first packet that a server of the MySQL family sends: it tells that the server answers, and
 * what it is.
 */
record Greeting(String version) {

  private static final int HEADER_LENGTH = 4;
  private static final int PROTOCOL = 10;
  private static final int LONGEST_VERSION = 200;

  /** Connects, reads the greeting and hangs up. */
  static Greeting read(String host, int port, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      return parse(new DataInputStream(socket.getInputStream()));
    }
  }

  /**
   * Reads the greeting as soon as there is one.
   *
   * @throws IOException if the server is not alive any more, or takes longer than the limit
   */
  static Greeting await(String host, int port, BooleanSupplier alive, Duration limit)
      throws IOException {
    return ServerWait.forAnswer(() -> read(host, port, Duration.ofSeconds(1)), alive, limit);
  }

  private static Greeting parse(DataInputStream in) throws IOException {
    in.skipNBytes(HEADER_LENGTH);
    if (in.readUnsignedByte() != PROTOCOL) {
      throw new IOException("not a greeting of a MySQL server");
    }
    StringBuilder version = new StringBuilder();
    for (int c = in.read(); c > 0 && version.length() < LONGEST_VERSION; c = in.read()) {
      version.append((char) c);
    }
    return new Greeting(version.toString());
  }

  /** Returns name and number for a person: {@code "MySQL 8.0.12"}, {@code "MariaDB 11.4.5"}. */
  String product() {
    // MariaDB up to 10 put 5.5.5- in front, so that old replicas believed it.
    String number = version.replaceFirst("^5\\.5\\.5-", "").replaceFirst("-.*$", "");
    return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + number;
  }
}
