package io.election4j.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often somebody may be wrong: {@value #BURST} times, and then once in {@value #SECONDS}
 * seconds, for each address, or network of IPv6.
 *
 * <p>Safe for use by many threads.
 */
final class Attempts {

  static final int BURST = 10;
  static final int SECONDS = 6;

  private static final int ADDRESSES = 1_000;
  private static final long NANOS = SECONDS * 1_000_000_000L;

  private final LongSupplier nanos;

  /** For each address, until when its wrong attempts count. */
  private final Map<String, Long> spent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > ADDRESSES;
        }
      };

  /** Creates one on a clock as {@link System#nanoTime}. */
  Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns the address, of IPv6 only the half that whoever has a network cannot choose. */
  static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64"
        : address.getHostAddress();
  }

  /** Returns whether what comes from this address may be looked at. */
  synchronized boolean mayTry(String address) {
    Long until = spent.get(address);
    return until == null || until - nanos.getAsLong() <= (BURST - 1) * NANOS;
  }

  /** Says that it was wrong. */
  synchronized void wrong(String address) {
    long now = nanos.getAsLong();
    Long until = spent.remove(address);
    spent.put(address, (until == null || until - now < 0 ? now : until) + NANOS);
  }
}
