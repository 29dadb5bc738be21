package io.election4j.console;

import io.election4j.cli.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: the first who has the one-time token, and whoever knows the password, if there
 * is one.
 *
 * <p>Safe for use by many threads.
 */
final class Entrance {

  private final AtomicReference<@Nullable String> token = new AtomicReference<>(Sessions.secret());
  private final Attempts attempts = new Attempts(System::nanoTime);
  private final Optional<Secret> password;

  Entrance(Optional<Secret> password) {
    this.password = password;
  }

  /** What came of an attempt. */
  enum Outcome {
    RIGHT,
    WRONG,
    /** It was not even looked at. */
    TOO_OFTEN
  }

  boolean hasPassword() {
    return password.isPresent();
  }

  /** Returns the one-time token; empty once it was used. */
  String token() {
    return Objects.requireNonNullElse(token.get(), "");
  }

  /** Takes the token, which nobody can use again if it is right. */
  Outcome redeem(String given, String address) {
    String right = token.get();
    return attempt(
        address, () -> right != null && same(right, given) && token.compareAndSet(right, null));
  }

  Outcome password(String given, String address) {
    return attempt(address, () -> password.isPresent() && same(password.get().reveal(), given));
  }

  /** Takes a header {@code Authorization}: the password as a bearer's, or with any user's name. */
  Outcome header(String authorization, String address) {
    // The server takes each byte for a letter.
    String sent =
        new String(authorization.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String[] words = sent.split(" ", 2);
    String given = words.length < 2 ? "" : words[1].strip();
    return words[0].equalsIgnoreCase("basic")
        ? password(ofBasic(given), address)
        : password(words[0].equalsIgnoreCase("bearer") ? given : "", address);
  }

  /** What is not looked at is not used up either. */
  private Outcome attempt(String address, BooleanSupplier given) {
    if (!attempts.mayTry(address)) {
      return Outcome.TOO_OFTEN;
    }
    boolean right = given.getAsBoolean();
    if (!right) {
      attempts.wrong(address);
    }
    return right ? Outcome.RIGHT : Outcome.WRONG;
  }

  private static String ofBasic(String encoded) {
    try {
      String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return text.substring(text.indexOf(':') + 1);
    } catch (IllegalArgumentException wrong) {
      return "";
    }
  }

  private static boolean same(String right, String given) {
    return !right.isEmpty() && MessageDigest.isEqual(Page.digest(right), Page.digest(given));
  }
}
