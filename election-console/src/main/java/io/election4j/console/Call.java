package io.election4j.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request from somebody who may ask.
 *
 * @param path as sent, without the query
 * @param parameters of the query, decoded; the first of each name
 * @param body at most {@value ConsoleServer#BODY} bytes; empty unless it is posted
 * @param from the network that it came from, as {@link Attempts#network}
 */
record Call(String path, Map<String, String> parameters, String body, String from) {

  /** Returns a parameter; empty if there is none of this name. */
  String parameter(String name) {
    return parameter(name, "");
  }

  String parameter(String name, String otherwise) {
    String value = parameters.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  /**
   * Reads a query or a form.
   *
   * @throws BadRequestException if it is not encoded as it must be
   */
  static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.putIfAbsent(decoded(name), decoded(value));
      }
    }
    return parameters;
  }

  /**
   * Returns a part of a query in plain text.
   *
   * @throws BadRequestException if it is not encoded as it must be
   */
  static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw new BadRequestException("a % in the address is not followed by two hexadecimal digits");
    }
  }
}
