package io.election4j.servers;

import java.util.Locale;
import java.util.Map;

/** A program that starts an embedded server, prints its address, and then waits to be killed. */
final class ServerHolder {

  private ServerHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    OwnServer.Kind kind = OwnServer.Kind.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    TestServer server = OwnServer.start(kind, Map.of());
    System.out.println(server.url());
    if (arguments[1].equals("forget")) {
      return;
    }
    Thread.currentThread().join();
  }
}
