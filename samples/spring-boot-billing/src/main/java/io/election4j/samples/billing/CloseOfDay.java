package io.election4j.samples.billing;

import io.election4j.spring.LeaderOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Closes the books, on one instance; a day takes two seconds here. */
@Component
class CloseOfDay {

  static final String ELECTION = "billing/close-of-day";

  private static final Logger log = LoggerFactory.getLogger(CloseOfDay.class);

  private final Books books;

  CloseOfDay(Books books) {
    this.books = books;
  }

  @Scheduled(fixedDelayString = "${billing.day:2s}")
  @LeaderOnly(ELECTION)
  public void run() {
    books.close();
    log.info("Closed the books");
  }
}
