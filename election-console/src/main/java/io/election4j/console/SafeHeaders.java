package io.election4j.console;

import com.sun.net.httpserver.Headers;

/** The headers that every answer has: nobody may keep it, frame it, guess its type or use it. */
final class SafeHeaders {

  private SafeHeaders() {}

  static void add(Headers headers, String type) {
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Content-Security-Policy", Page.NOTHING);
  }
}
