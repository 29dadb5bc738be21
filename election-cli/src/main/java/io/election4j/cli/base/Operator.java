package io.election4j.cli.base;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs this process, as leaders are told who asks something of them. */
public final class Operator {

  private Operator() {}

  /** Returns {@code USER@HOST}, as far as this machine tells them; never empty. */
  public static String name() {
    return System.getProperty("user.name", "somebody") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().strip();
    } catch (UnknownHostException unknown) {
      return "localhost";
    }
  }
}
