package io.election4j.proof.chaos;

import java.util.Arrays;

/**
 * What one process takes, at rest.
 *
 * @param heapBytes in use after collections
 * @param threads all of its virtual machine's
 * @param sockets open
 * @param led how many elections it leads
 */
record SoakFigures(long heapBytes, long threads, long sockets, long led) {

  /** Returns them as text that {@link #of} reads. */
  String text() {
    return heapBytes + "/" + threads + "/" + sockets + "/" + led;
  }

  static SoakFigures of(String text) {
    long[] parts = Arrays.stream(text.split("/")).mapToLong(Long::parseLong).toArray();
    return new SoakFigures(parts[0], parts[1], parts[2], parts[3]);
  }
}
