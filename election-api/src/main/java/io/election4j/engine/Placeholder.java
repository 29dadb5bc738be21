package io.election4j.engine;

final class Placeholder {
  private Placeholder() {}
}
