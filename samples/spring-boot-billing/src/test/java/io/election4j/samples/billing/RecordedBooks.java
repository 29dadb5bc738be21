package io.election4j.samples.billing;

import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spring.boot.TransactionGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * In an instance that is watched: writes down when it led, and when it was closing the books, which
 * takes as long there as {@code recorded.work} says.
 */
@Primary
class RecordedBooks extends Books {

  private final Elections elections;
  private final Path record;
  private final Duration work;
  private final boolean stubborn;

  RecordedBooks(
      JdbcTemplate jdbc, TransactionGuard guard, Elections elections, Environment settings) {
    super(jdbc, guard, elections);
    this.elections = elections;
    this.record = Path.of(settings.getRequiredProperty("recorded.file"));
    this.work = settings.getProperty("recorded.work", Duration.class, Duration.ZERO);
    this.stubborn = settings.getProperty("recorded.stubborn", Boolean.class, false);
    write(Moment.What.STARTED, 0);
  }

  @EventListener
  void on(ElectionEvent.Elected event) {
    write(event, Moment.What.ELECTED);
  }

  @EventListener
  void on(ElectionEvent.Revoked event) {
    write(event, Moment.What.REVOKED);
  }

  private void write(ElectionEvent event, Moment.What what) {
    if (event.election().equals(CloseOfDay.ELECTION)) {
      write(what, event.term());
    }
  }

  /** No lock is held while it works: only that it leads keeps another from doing the same. */
  @Override
  public void close() {
    Leadership leadership = elections.join(CloseOfDay.ELECTION).leadership().orElseThrow();
    write(Moment.What.BEGAN, leadership.term());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            boolean done = status == TransactionSynchronization.STATUS_COMMITTED;
            Moment.What what = done ? Moment.What.ENDED : Moment.What.STOPPED;
            write(what, leadership.term());
          }
        });
    work();
    super.close();
  }

  private void work() {
    long end = System.nanoTime() + work.toNanos();
    for (long left = work.toNanos(); left > 0; left = end - System.nanoTime()) {
      try {
        Thread.sleep(Duration.ofNanos(left).plusMillis(1).toMillis());
      } catch (InterruptedException told) {
        if (!stubborn) {
          throw new IllegalStateException(told);
        }
      }
    }
  }

  /** At once: what is written survives SIGKILL. */
  private synchronized void write(Moment.What what, long term) {
    try {
      String line = new Moment(System.nanoTime(), what, term).line() + "\n";
      Files.writeString(record, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
