package io.election4j.cli;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.AtRisk;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Recovered;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import java.util.Locale;

/** Tells people what happens in an election, one line each. */
final class Report {

  private Report() {}

  static String line(ElectionEvent event) {
    return "'" + event.election() + "', term " + event.term() + ": " + what(event);
  }

  private static String what(ElectionEvent event) {
    if (event instanceof Elected) {
      return "leading";
    }
    if (event instanceof Revoked revoked) {
      return "no longer leading (" + words(revoked.reason()) + ")";
    }
    if (event instanceof AtRisk risk) {
      return "renewals fail, leading for " + risk.remaining().toMillis() + " ms more";
    }
    if (event instanceof Recovered) {
      return "renewals succeed again";
    }
    if (event instanceof LeaderChanged changed) {
      return "led by " + changed.leader().candidate().name();
    }
    return event instanceof Vacant ? "vacant" : event.toString();
  }

  private static String words(ElectionEvent.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
