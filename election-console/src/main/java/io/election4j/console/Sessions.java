package io.election4j.console;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The browsers that were let in, {@value #MOST} at the most: one more puts out the first. Each is
 * let in for {@value #HOURS} hours.
 *
 * <p>Safe for use by many threads.
 */
final class Sessions {

  static final int MOST = 64;
  static final int HOURS = 12;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Long> openedNanos = new LinkedHashMap<>();

  /** Returns 256 random bits, fit for a URL. */
  static String secret() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** Lets one more in, and returns what it is known by. */
  synchronized String open() {
    String secret = secret();
    openedNanos.put(key(secret), System.nanoTime());
    if (openedNanos.size() > MOST) {
      openedNanos.remove(openedNanos.keySet().iterator().next());
    }
    return secret;
  }

  synchronized boolean knows(String secret) {
    Long opened = openedNanos.get(key(secret));
    return opened != null && System.nanoTime() - opened < TimeUnit.HOURS.toNanos(HOURS);
  }

  /** Only this is kept, so that the time to find it tells nothing of what was sent. */
  private static String key(String secret) {
    return HexFormat.of().formatHex(Page.digest(secret));
  }
}
