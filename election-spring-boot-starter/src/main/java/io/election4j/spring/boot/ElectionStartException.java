package io.election4j.spring.boot;

import org.jspecify.annotations.Nullable;

/** Says why elections cannot be configured, and what to do. */
final class ElectionStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  ElectionStartException(String problem, String action) {
    this(problem, action, null);
  }

  ElectionStartException(String problem, String action, @Nullable Throwable cause) {
    super(problem, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
