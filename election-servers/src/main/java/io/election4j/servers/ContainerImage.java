package io.election4j.servers;

import java.util.Map;

/** The image that a container for tests is made of: the usual one, or one asked for. */
final class ContainerImage {

  private ContainerImage() {}

  /** Returns the image that a variable of the environment names, or the usual one. */
  static String in(Map<String, String> environment, String variable, String usual) {
    String asked = environment.getOrDefault(variable, "");
    return asked.isBlank() ? usual : asked.strip();
  }

  /**
   * Refuses to look for another server where this image was asked for.
   *
   * @throws IllegalStateException if a variable of the environment names the image
   */
  static void requireNotAsked(Map<String, String> environment, String image, Exception reason) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().matches("ELECTION_TEST_[A-Z]+_IMAGE")
          && variable.getValue().strip().equals(image)) {
        throw new IllegalStateException(
            variable.getKey() + " asks for " + image + ", which cannot be had", reason);
      }
    }
  }
}
