package io.election4j.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.election4j.console.Entrance.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets in who is known.
 *
 * <p>Safe for use by many threads.
 */
final class Gate {

  private final Hosts hosts;
  private final Entrance entrance;
  private final Sessions sessions = new Sessions();

  Gate(Hosts hosts, Entrance entrance) {
    this.hosts = hosts;
    this.entrance = entrance;
  }

  /** Returns why a request is not answered; nothing if it is. */
  Optional<Answer> refusal(HttpExchange exchange, Call call) {
    Headers headers = exchange.getRequestHeaders();
    if (foreign(exchange)) {
      return Optional.of(Answer.error(403, "this Host or Origin is not the console's"));
    }
    if (knows(exchange)) {
      return Optional.empty();
    }
    String authorization = headers.getFirst("Authorization");
    if (authorization == null) {
      Answer answer = turnedAway(call, Outcome.WRONG);
      // With a link from elsewhere no cookie comes; with what our own page asks for it does.
      boolean again = call.path().equals("/") && fromElsewhere(exchange);
      return Optional.of(again ? answer.with("Refresh", "0; url=/") : answer);
    }
    Outcome outcome = entrance.header(authorization, call.from());
    return outcome == Outcome.RIGHT ? Optional.empty() : Optional.of(turnedAway(call, outcome));
  }

  /** Every page that posts says where it is from; who has no page sends the password. */
  private boolean foreign(HttpExchange exchange) {
    if (fromElsewhere(exchange) && !followed(exchange)) {
      return true;
    }
    Headers headers = exchange.getRequestHeaders();
    String origin = headers.getFirst("Origin");
    boolean pageless =
        origin == null
            && exchange.getRequestMethod().equals("POST")
            && !headers.containsKey("Authorization");
    return pageless
        || several(headers, "Host")
        || several(headers, "Origin")
        || !hosts.allow(headers.getFirst("Host"), origin)
        || elsewhere(exchange);
  }

  /** Whoever is between may have read the other one. */
  private static boolean several(Headers headers, String name) {
    return headers.getOrDefault(name, List.of()).size() > 1;
  }

  /** Whether the address itself names a host that is not ours, which counts for more than Host. */
  private boolean elsewhere(HttpExchange exchange) {
    String authority = exchange.getRequestURI().getRawAuthority();
    return authority != null && !hosts.allow(authority, null);
  }

  /** Whether the browser says that another page is behind it; that is so without an Origin, too. */
  private static boolean fromElsewhere(HttpExchange exchange) {
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    return "cross-site".equals(site) || "same-site".equals(site);
  }

  /** Whether it is a link that somebody follows. */
  private static boolean followed(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    return "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
        && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
  }

  /** Answers a request to come in; nothing if it is none. */
  Optional<Answer> entering(HttpExchange exchange, Call call) {
    if (foreign(exchange)) {
      return Optional.empty();
    }
    String method = exchange.getRequestMethod();
    if (method.equals("GET") && call.path().equals("/") && !call.parameter("token").isEmpty()) {
      return Optional.of(
          knows(exchange)
              ? home()
              : entered(exchange, entrance.redeem(call.parameter("token"), call.from())));
    }
    if (method.equals("POST") && call.path().equals("/login") && entrance.hasPassword()) {
      String given = Call.parameters(call.body()).getOrDefault("password", "");
      return Optional.of(entered(exchange, entrance.password(given, call.from())));
    }
    return Optional.empty();
  }

  private Answer entered(HttpExchange exchange, Outcome outcome) {
    if (outcome != Outcome.RIGHT) {
      return page(outcome);
    }
    String cookie = cookieName(exchange) + "=" + sessions.open();
    exchange.getResponseHeaders().add("Set-Cookie", cookie + "; Path=/; HttpOnly; SameSite=Strict");
    return home();
  }

  private static Answer home() {
    return new Answer(303, "text/plain; charset=utf-8", "", Map.of("Location", "/"));
  }

  private Answer turnedAway(Call call, Outcome outcome) {
    return call.path().equals("/")
        ? page(outcome)
        : outcome == Outcome.TOO_OFTEN
            ? Answer.error(429, "too many wrong attempts: wait").with("Retry-After", "60")
            : Answer.error(401, "not let in").with("WWW-Authenticate", "Bearer");
  }

  private Answer page(Outcome outcome) {
    return outcome == Outcome.TOO_OFTEN
        ? Page.entrance(429, entrance.hasPassword(), "Too many wrong attempts: wait a minute.")
            .answer()
        : Page.entrance(401, entrance.hasPassword(), "You are not let in yet.").answer();
  }

  private boolean knows(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .anyMatch(cookie -> isOurs(cookie, cookieName(exchange)));
  }

  private boolean isOurs(String cookie, String name) {
    int equals = cookie.indexOf('=');
    return equals > 0
        && cookie.substring(0, equals).equals(name)
        && sessions.knows(cookie.substring(equals + 1));
  }

  /** Browsers keep cookies of one host for all its ports. */
  private static String cookieName(HttpExchange exchange) {
    return "election-console-" + exchange.getLocalAddress().getPort();
  }
}
