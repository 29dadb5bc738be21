package io.election4j.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in one file: the browser runs the script that is in it, and nothing else. */
final class Page {

  /** What is no page loads nothing at all. */
  static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

  private final Answer answer;

  private Page(Answer answer) {
    this.answer = answer;
  }

  /** Returns the page of the console. */
  static Page console() {
    return new Page(html(200, resource("console.html")));
  }

  /** Returns the page for those who are not let in, which asks for the password if there is one. */
  static Page entrance(int status, boolean password, String message) {
    String html = resource(password ? "login.html" : "entrance.html");
    return new Page(html(status, html.replace("MESSAGE", message)));
  }

  Answer answer() {
    return answer;
  }

  static Answer openApi() {
    return new Answer(200, "application/json", resource("openapi.json"), Map.of());
  }

  private static Answer html(int status, String html) {
    String policy =
        NOTHING
            + "; connect-src 'self'; img-src data:; form-action 'self'; script-src "
            + hash(html, "script")
            + "; style-src "
            + hash(html, "style");
    // Without any referrer browsers do not say where a form is from either, and it is refused.
    return new Answer(
        status,
        "text/html; charset=utf-8",
        html,
        Map.of("Content-Security-Policy", policy, "Referrer-Policy", "same-origin"));
  }

  private static String hash(String html, String element) {
    Pattern pattern = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL);
    Matcher found = pattern.matcher(html);
    return found.find() ? "'sha256-" + sha256(found.group(1)) + "'" : "'none'";
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(digest(text));
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("the jar cannot be read", broken);
    }
  }
}
