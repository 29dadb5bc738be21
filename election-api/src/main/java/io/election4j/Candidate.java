package io.election4j;

import static java.util.Objects.requireNonNull;

import io.election4j.internal.Bounds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who stands in an election, as others see it.
 *
 * <p>The name is for people. Which process leads is decided by its lease, so two processes of the
 * same name are still two.
 *
 * @param name 1 to 200 characters, no control characters, no space at either end
 * @param attributes anything small that followers want to know, a host and a port for instance: in
 *     sum at most 4 KiB in UTF-8. Elections refuse to stand as one with {@code ready} or {@code
 *     group.} and more as a key, which they set themselves
 * @param priority kept with the lease for those who read it; 0 unless set
 */
public record Candidate(String name, Map<String, String> attributes, int priority) {

  /** The attribute that {@link #address()} takes the host from. */
  public static final String HOST = "host";

  /** The attribute that {@link #address()} takes the port from. */
  public static final String PORT = "port";

  /** Says {@code false} of a leader that is not {@linkplain Leadership#ready ready} yet. */
  private static final String READY = "ready";

  /** Says, with the group's name behind it, that this candidate is a member of a group. */
  private static final String GROUP = "group.";

  private static final int MAX_ATTRIBUTE_BYTES = 4096;

  public Candidate {
    Bounds.name("candidate name", name);
    attributes = Map.copyOf(attributes);
    int bytes =
        attributes.entrySet().stream().mapToInt(e -> size(e.getKey()) + size(e.getValue())).sum();
    if (bytes > MAX_ATTRIBUTE_BYTES) {
      throw new IllegalArgumentException(
          "attributes of candidate '%s' take %s bytes, more than %s"
              .formatted(name, bytes, MAX_ATTRIBUTE_BYTES));
    }
  }

  /** Returns a candidate without attributes. */
  public static Candidate named(String name) {
    return new Candidate(name, Map.of(), 0);
  }

  /** Returns a candidate named after this host, this process and 32 random bits. */
  public static Candidate unique() {
    String suffix =
        "-%s-%08x".formatted(ProcessHandle.current().pid(), new SecureRandom().nextInt());
    String host = hostName();
    return named(
        host.substring(0, Math.min(host.length(), Bounds.MAX_NAME - suffix.length())) + suffix);
  }

  /**
   * Returns this candidate with one attribute more.
   *
   * @throws IllegalArgumentException if the key is {@code ready} or begins with {@code group.},
   *     which elections set themselves
   */
  public Candidate with(String key, String value) {
    requireOwn(requireNonNull(key, "key"));
    return added(key, value);
  }

  private Candidate added(String key, String value) {
    requireNonNull(value, "value");
    Map<String, String> more = new TreeMap<>(attributes);
    more.put(key, value);
    return new Candidate(name, more, priority);
  }

  /** Refuses an attribute that elections set themselves. */
  private static void requireOwn(String key) {
    if (key.equals(READY) || key.startsWith(GROUP)) {
      throw new IllegalArgumentException(
          "attribute '" + key + "' is set by elections: choose another name for yours");
    }
  }

  /** Returns this, if it has none of the attributes that elections set themselves. */
  Candidate requireOwn() {
    attributes.keySet().forEach(Candidate::requireOwn);
    return this;
  }

  Candidate memberOf(String group) {
    return added(GROUP + group, "member");
  }

  /** Returns whether this candidate is a member of a group, of which elections tell each other. */
  public boolean isMemberOf(String group) {
    return attributes.containsKey(GROUP + group);
  }

  /**
   * Returns whether this is a candidate that can be worked with, if it leads; false only for what
   * followers are told of a leader before it is ready.
   */
  public boolean ready() {
    return !"false".equals(attributes.get(READY));
  }

  /** Returns what followers are told of this candidate before it is ready: its name. */
  public Candidate unready() {
    return new Candidate(name, Map.of(READY, "false"), priority);
  }

  /** Returns this candidate with another priority. */
  public Candidate withPriority(int newPriority) {
    return new Candidate(name, attributes, newPriority);
  }

  /**
   * Returns {@code host:port} from the attributes of these names, {@code host} if there is no port,
   * else the empty string.
   */
  public String address() {
    String host = attributes.getOrDefault(HOST, "");
    String port = attributes.getOrDefault(PORT, "");
    String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return host.isEmpty() || port.isEmpty() ? host : bracketed + ":" + port;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().strip();
    } catch (UnknownHostException unknown) {
      return "localhost";
    }
  }
}
