package io.election4j.spring;

/**
 * Says that an annotation of this package is on something that it cannot be on; the message names
 * the bean, and what to do.
 */
public final class InvalidElectionBeanException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String advice;

  InvalidElectionBeanException(String problem, String advice) {
    super(problem + ": " + advice);
    this.advice = advice;
  }

  /** Returns what to do about it. */
  public String advice() {
    return advice;
  }
}
