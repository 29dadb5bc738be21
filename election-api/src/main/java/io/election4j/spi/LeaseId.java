package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Names one incarnation of a candidate process: 128 random bits, new whenever a process opens a
 * lease.
 *
 * @param value the bits; {@link #toString()} writes them as 36 ASCII characters
 */
public record LeaseId(UUID value) implements Comparable<LeaseId> {

  private static final SecureRandom RANDOM = new SecureRandom();

  public LeaseId {
    requireNonNull(value, "value");
  }

  /** Returns an id that no process has used before. */
  public static LeaseId random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    ByteBuffer buffer = ByteBuffer.wrap(bits);
    return new LeaseId(new UUID(buffer.getLong(), buffer.getLong()));
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if {@code text} is not 36 characters of that form
   */
  public static LeaseId parse(String text) {
    return new LeaseId(UUID.fromString(text));
  }

  @Override
  public int compareTo(LeaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
