package io.election4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says over a connection exactly what it is told to say, unlike any client that is worth its name.
 */
final class Http {

  private Http() {}

  /** An answer; the names of headers are in small letters. */
  record Response(int status, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Returns the cookie that was set, as it is sent back. */
    String cookie() {
      return header("set-cookie").split(";")[0];
    }
  }

  /** Sends a request, and returns the answer when the connection ends. */
  static Response send(int port, String line, Map<String, String> headers, String body)
      throws IOException {
    try (Socket socket = open(port, line, headers, body)) {
      return parse(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  /** Sends a request, and leaves the answer where it is. */
  static Socket open(int port, String line, Map<String, String> headers, String body)
      throws IOException {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.put("Host", "127.0.0.1:" + port);
    sent.put("Connection", "close");
    if (!body.isEmpty()) {
      sent.put("Content-Length", body.getBytes(UTF_8).length + "");
    }
    sent.putAll(headers);
    String head =
        sent.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    // Less than the time between signs of life, so that a stream where there should be none is a
    // failure.
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write((line + " HTTP/1.1\r\n" + head + "\r\n" + body).getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static Response parse(String text) {
    String[] parts = text.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(": ?", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    return new Response(Integer.parseInt(lines[0].split(" ")[1]), headers, parts[1]);
  }
}
