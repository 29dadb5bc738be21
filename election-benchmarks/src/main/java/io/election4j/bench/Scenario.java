package io.election4j.bench;

/** Something that is measured. Implementations are stateless. */
public interface Scenario {

  /** Returns what it is called on the command line. */
  String name();

  /** Returns what it does, for a person. */
  String about();

  /** Returns whether it needs a server, and is to be done on each. */
  default boolean needsServer() {
    return true;
  }

  /**
   * Does it.
   *
   * @throws Exception if it cannot be done; what was found until then is lost
   */
  void run(Stage stage) throws Exception;
}
