package io.election4j.bench.contest;

import java.time.Duration;

/**
 * How a contestant takes part.
 *
 * @param url of the server
 * @param name of the contestant
 * @param lease how long it counts as live without being heard of; zero for the library's default
 * @param poll how often it looks; zero for the library's default
 * @param first number of the elections in which it stands
 */
public record Entry(String url, String name, Duration lease, Duration poll, int first) {

  /** Returns one that stands in elections from the very first on. */
  public Entry(String url, String name, Duration lease, Duration poll) {
    this(url, name, lease, poll, 0);
  }
}
