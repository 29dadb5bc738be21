package io.election4j.cli;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.AtRisk;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Recovered;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.StoreEvent;
import io.election4j.cli.base.Failures;
import java.util.Locale;
import java.util.Optional;

/** Tells people what happens in an election, one line each. */
final class OperatorReport {

  private OperatorReport() {}

  /** Returns the line for an event; nothing for one that another event tells, too. */
  static Optional<String> line(ElectionEvent event) {
    return what(event)
        .map(what -> "'" + event.election() + "', term " + event.term() + ": " + what);
  }

  private static Optional<String> what(ElectionEvent event) {
    if (event instanceof Elected) {
      return Optional.of("leading");
    }
    if (event instanceof Revoked revoked) {
      return Optional.of("no longer leading (" + words(revoked.reason()) + ")");
    }
    if (event instanceof AtRisk risk) {
      return Optional.of("renewals fail, leading for " + risk.remaining().toMillis() + " ms more");
    }
    if (event instanceof Recovered) {
      return Optional.of("renewals succeed again");
    }
    if (event instanceof LeaderChanged changed && !changed.leader().self()) {
      return Optional.of("led by '" + changed.leader().candidate().name() + "'");
    }
    if (event instanceof WorkOverdue late) {
      return Optional.of(
          "the command has not ended "
              + late.sinceStopRequested().toMillis()
              + " ms after it was to");
    }
    return event instanceof Vacant vacant ? Optional.of(words(vacant)) : Optional.empty();
  }

  private static String words(Vacant vacant) {
    long millis = vacant.vacantFor().toMillis();
    return millis == 0 ? "vacant" : "vacant, nothing seen of a leader for " + millis + " ms";
  }

  /** Returns the line for what happens to the store. */
  static String line(StoreEvent event) {
    if (event instanceof StoreEvent.Unavailable gone) {
      return "the store does not answer: " + Failures.text(gone.cause());
    }
    if (event instanceof StoreEvent.Recovered back) {
      return "the store answers again, after " + back.after().toMillis() + " ms";
    }
    return event instanceof StoreEvent.Regressed regressed
        ? "the store went backwards: " + regressed.what()
        : candidacy(event);
  }

  private static String candidacy(StoreEvent event) {
    if (event instanceof StoreEvent.Replaced replaced) {
      return "another store answers: " + replaced.present() + ", it was " + replaced.former();
    }
    return event instanceof StoreEvent.StandsBack back
        ? "stands back for "
            + back.span().toMillis()
            + " ms: renewals fail while other calls succeed: "
            + Failures.text(back.cause())
        : "stands again: the lease can be renewed";
  }

  private static String words(ElectionEvent.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
