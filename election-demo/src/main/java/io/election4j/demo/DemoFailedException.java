package io.election4j.demo;

/** Says in one line why a demonstration did not show what it should. */
final class DemoFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
