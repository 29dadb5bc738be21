package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.proxy.FaultProxy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** So many sessions of PostgreSQL that it takes no more, of a user who needs no password. */
final class PostgreSqlCrowd implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MORE_THAN_IT_TAKES = 1_000;
  private static final int PROTOCOL = 3 << 16;
  private static final String WHO = "user\0root\0database\0elections\0\0";
  private static final char READY = 'Z';
  private static final char ERROR = 'E';

  private final InetSocketAddress server;
  private final List<Socket> sessions = new ArrayList<>();

  private PostgreSqlCrowd(InetSocketAddress server) {
    this.server = server;
  }

  /** Takes all there are, those of some candidates included. */
  static PostgreSqlCrowd before(ServerAddress address, Scene scene) throws IOException {
    PostgreSqlCrowd crowd = new PostgreSqlCrowd(address.servers().get(0));
    try {
      crowd.fill();
      scene.targets().forEach(target -> target.ways().forEach(FaultProxy::cut));
      crowd.fill();
      return crowd;
    } catch (IOException failure) {
      crowd.close();
      throw failure;
    }
  }

  private void fill() throws IOException {
    while (join()) {
      if (sessions.size() == MORE_THAN_IT_TAKES) {
        throw new IOException("there is no end to the sessions that the server takes");
      }
    }
  }

  /** Returns whether the server takes one more. */
  private boolean join() throws IOException {
    Socket socket = new Socket(server.getHostString(), server.getPort());
    sessions.add(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    byte[] who = WHO.getBytes(StandardCharsets.US_ASCII);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(2 * Integer.BYTES + who.length);
    out.writeInt(PROTOCOL);
    out.write(who);
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      char kind = (char) in.readByte();
      in.skipNBytes(in.readInt() - Integer.BYTES);
      if (kind == READY || kind == ERROR) {
        return kind == READY;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sessions) {
      socket.close();
    }
  }
}
