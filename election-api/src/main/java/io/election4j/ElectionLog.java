package io.election4j;

import io.election4j.engine.Signal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per change of state; failures that repeat are counted, and told at most every 30 s. */
final class ElectionLog {

  private static final Logger LOG = LoggerFactory.getLogger(Elections.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Clocks clocks;
  private boolean quiet;
  private long loudAgainNanos;
  private long untold;

  ElectionLog(Clocks clocks) {
    this.clocks = clocks;
  }

  void event(ElectionEvent event) {
    if (event instanceof ElectionEvent.Elected elected) {
      LOG.info("Leading '{}', term {}", elected.election(), elected.term());
    } else if (event instanceof ElectionEvent.Revoked revoked) {
      LOG.info(
          "No longer leading '{}', term {}: {}",
          revoked.election(),
          revoked.term(),
          text(revoked.reason()));
    } else if (event instanceof ElectionEvent.LeaderChanged changed && !changed.leader().self()) {
      LOG.debug(
          "'{}' is led by '{}', term {}",
          changed.election(),
          changed.leader().candidate().name(),
          changed.term());
    } else if (event instanceof ElectionEvent.Vacant vacant) {
      LOG.debug("'{}' is vacant after term {}", vacant.election(), vacant.term());
    }
  }

  void store(Signal signal) {
    if (signal instanceof Signal.StoreUnavailable unavailable) {
      unavailable(unavailable.cause());
    } else if (signal instanceof Signal.StoreRecovered) {
      if (!quiet) {
        LOG.info("The store answers again");
      }
    } else if (signal instanceof Signal.StoreRegressed regressed) {
      LOG.warn("The store went backwards: {}", regressed.what());
    } else if (signal instanceof Signal.StoreReplaced replaced) {
      LOG.warn("Another store answers: {}, it was {}", replaced.present(), replaced.former());
    } else if (signal instanceof Signal.StandsBack back) {
      LOG.warn(
          "Stands back for {}: renewals fail while other calls succeed: {}",
          Timing.text(back.span()),
          back.cause().getMessage());
    } else if (signal instanceof Signal.StandsAgain) {
      LOG.info("Stands again: the lease can be renewed");
    } else if (signal instanceof Signal.Failed failed) {
      LOG.error("The store cannot be used: {}", failed.cause().getMessage());
    }
  }

  private void unavailable(Throwable cause) {
    long now = clocks.nanos();
    if (quiet && now - loudAgainNanos < 0) {
      untold++;
      return;
    }
    String more = untold == 0 ? "" : " (" + untold + " more failures since the last line)";
    LOG.warn("The store is not available: {}{}", cause.getMessage(), more);
    LOG.debug("The first failure", cause);
    quiet = true;
    untold = 0;
    loudAgainNanos = now + PAUSE_NANOS;
  }

  private static String text(ElectionEvent.Reason reason) {
    return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
