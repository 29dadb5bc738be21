package io.election4j.internal;

import io.election4j.ElectionEvent;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;

/** The one place that writes to the log, and only what {@link LogLine} has. */
public final class ElectionLog {

  private final Logger logger;

  public ElectionLog(Logger logger) {
    this.logger = logger;
  }

  /** Says a line; a failure after the arguments is told with its stack trace. */
  void say(LogLine line, Object... arguments) {
    write(line, line.text(), arguments);
  }

  /** Says a line, and how often it was not said, without a stack trace. */
  void sayAgain(LogLine line, long untold, Object... arguments) {
    Object[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = untold;
    write(line, line.text() + LogLine.MORE, more);
  }

  private void write(LogLine line, String text, Object... arguments) {
    switch (line.level()) {
      case ERROR -> logger.error(text, arguments);
      case WARN -> logger.warn(text, arguments);
      case INFO -> logger.info(text, arguments);
      case DEBUG -> logger.debug(text, arguments);
      case TRACE -> logger.trace(text, arguments);
    }
  }

  /** One line per change of state. */
  void event(ElectionEvent event) {
    if (event instanceof ElectionEvent.Elected elected) {
      say(LogLine.LEADS, elected.election(), elected.term());
    } else if (event instanceof ElectionEvent.Revoked revoked) {
      String reason = revoked.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      say(LogLine.LEADS_NO_LONGER, revoked.election(), revoked.term(), reason);
    } else if (event instanceof ElectionEvent.LeaderChanged changed && !changed.leader().self()) {
      String leader = changed.leader().candidate().name();
      say(LogLine.LED, changed.election(), leader, changed.term());
    } else if (event instanceof ElectionEvent.Vacant vacant) {
      say(LogLine.VACANT, vacant.election(), vacant.term());
    }
  }
}
