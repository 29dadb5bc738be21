package io.election4j.mysql;

import java.io.IOException;
import java.net.IDN;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/** Reads the host of a server: a name, in any script, or an address. */
final class Host {

  private static final String NAME = "[^\\s\\p{Cntrl}/@?#%:,\\[\\]]+";

  /** Perhaps with a zone, which is the name of an interface. */
  private static final String ADDRESS =
      "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[^\\s\\p{Cntrl}%]+)?";

  private Host() {}

  /**
   * Reads a host.
   *
   * @param subject of what is told if it is none
   * @param text an IPv6 address may be in brackets, where the percent sign before its zone may be
   *     encoded as in a URL; so it may without them, but for a zone that is a number
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static String read(String subject, String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare =
        bracketed
            ? text.substring(1, text.length() - 1).replaceFirst("%25", "%")
            : text.replaceFirst("%25(?=\\D)", "%");
    if (bare.matches(ADDRESS)) {
      return bare;
    }
    if (bracketed) {
      throw new IllegalArgumentException(subject + " is no IPv6 address");
    }
    try {
      if (text.matches(NAME)) {
        return IDN.toASCII(text);
      }
    } catch (IllegalArgumentException impossible) {
      // told below
    }
    throw new IllegalArgumentException(subject + " is not a host name" + port(text));
  }

  /**
   * Looks for the interface that is the zone of an address, if it has one.
   *
   * @throws UnknownHostException naming it, if it is not there
   */
  static void requireZone(String host) throws IOException {
    String zone = host.substring(host.indexOf('%') + 1);
    boolean zoned = host.indexOf('%') >= 0;
    if (zoned && !zone.matches("\\d+") && NetworkInterface.getByName(zone) == null) {
      throw new UnknownHostException("no such interface " + zone);
    }
  }

  private static String port(String text) {
    return text.matches("[^:]*:\\d+") ? ": the port is to be given apart" : "";
  }
}
