package io.election4j.internal;

import static org.slf4j.event.Level.DEBUG;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import org.slf4j.event.Level;

/**
 * Everything that the log says. An operator looks for these texts, with what to do, in {@code
 * docs/troubleshooting.md}.
 */
public enum LogLine {
  LEADS(INFO, "Leading '{}', term {}"),
  LEADS_NO_LONGER(INFO, "No longer leading '{}', term {}: {}"),
  LED(DEBUG, "'{}' is led by '{}', term {}"),
  VACANT(DEBUG, "'{}' is vacant after term {}"),

  UNAVAILABLE(WARN, "The store is not available: {}"),
  UNAVAILABLE_OTHERWISE(WARN, "The store is not available for another reason now: {}"),
  STILL_UNAVAILABLE(WARN, "The store is still not available, for {} now, {} more failures: {}"),
  ANSWERS_AGAIN(INFO, "The store answers again, after {}"),
  PUSH_DOWN(WARN, "The change stream is down, records are polled until it is back: {}"),
  PUSH_DOWN_OTHERWISE(WARN, "The change stream is down for another reason now: {}"),
  PUSH_STILL_DOWN(WARN, "The change stream is still down, for {} now, {} more failures: {}"),
  PUSH_BACK(INFO, "The change stream is back, after {}"),
  FAILURE(DEBUG, "What failed"),
  UNUSABLE(ERROR, "The store cannot be used: {}"),
  WENT_BACKWARDS(WARN, "The store went backwards: {}"),
  REPLACED(WARN, "Another store answers: {}, it was {}"),
  STANDS_BACK(WARN, "Stands back for {}: renewals fail while other calls succeed: {}"),
  STANDS_AGAIN(INFO, "Stands again: the lease can be renewed"),
  NOT_LISTED(WARN, "Elections '{}...' cannot be listed: {}"),
  NOT_KEPT(ERROR, "The store cannot keep what election '{}' needs, which is left: {}"),
  NOT_CLOSED(ERROR, "The store could not be closed"),

  OVERDUE(ERROR, "Work in election '{}', term {}, was asked to stop {} ago and still runs: {}"),
  STOPPED(INFO, "Work in election '{}', term {}, has stopped, after {}"),
  TRIED_AGAIN(WARN, "Work in election '{}', term {}, failed and is tried again after {}: {}"),
  STEPS_DOWN(WARN, "Work in election '{}', term {}, failed: stepping down for {}: {}"),
  NOT_STARTED(ERROR, "The leader worker of election '{}' did not start: {}"),
  NOT_STOPPED(ERROR, "The leader worker of election '{}' did not stop properly: {}"),
  START_INTERRUPTED(DEBUG, "The leader worker was interrupted"),
  FOLLOWER_FAILED(ERROR, "The follower worker of election '{}' failed in {}: {}"),
  FIT(DEBUG, "Fit for election '{}': {}"),
  FITNESS_UNKNOWN(WARN, "Whether it is fit for election '{}' is not known any more"),
  LAST_RESORT_FAILED(ERROR, "The last resort failed: {}"),
  LISTENER_FAILED(ERROR, "A listener failed at {}: {}"),
  ENGINE_FAILED(ERROR, "The engine failed, which is an error of election4j");

  /** What is added to a line that was not said each time. */
  public static final String MORE = " ({} more times since this was said last)";

  private final Level level;
  private final String text;

  LogLine(Level level, String text) {
    this.level = level;
    this.text = text;
  }

  Level level() {
    return level;
  }

  /** Returns the text, with {@code {}} for every argument. */
  public String text() {
    return text;
  }
}
