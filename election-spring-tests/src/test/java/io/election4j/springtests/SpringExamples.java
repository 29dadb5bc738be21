package io.election4j.springtests;

import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.spring.ForElection;
import io.election4j.spring.LeaderOnly;
import io.election4j.spring.boot.TransactionGuard;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The examples of docs/spring-boot.md, which DocumentTest compares with it. */
class SpringExamples {

  private static final Logger log = LoggerFactory.getLogger(SpringExamples.class);

  interface Bookkeeping {
    void closeBooks();
  }

  interface Invoices {
    void send();
  }

  interface Consumer {
    void start(long term);

    void stop();
  }

  private final Bookkeeping bookkeeping;
  private final Invoices invoices;
  private final TransactionGuard guard;
  private Consumer consumer;

  SpringExamples(Bookkeeping bookkeeping, Invoices invoices, TransactionGuard guard) {
    this.bookkeeping = bookkeeping;
    this.invoices = invoices;
    this.guard = guard;
  }

  @Component
  public class CloseOfDay {

    @Scheduled(cron = "0 0 2 * * *")
    @LeaderOnly("billing/close-of-day")
    public void run() {
      bookkeeping.closeBooks();
    }
  }

  @Scheduled(fixedDelay = 1000)
  @LeaderOnly("billing/invoices")
  @Transactional
  public void sendInvoices() {
    guard.check("billing/invoices"); // before the first write
    invoices.send();
  }

  @Component
  @ForElection("orders/consumer")
  public class OrderConsumer implements LeaderWorker {

    @Override
    public void start(Leadership leadership) {
      consumer.start(leadership.term());
    }

    @Override
    public void stop(Leadership leadership) {
      consumer.stop();
    }
  }

  @EventListener
  void on(ElectionEvent.Elected elected) {
    log.info("leads {} in term {}", elected.election(), elected.term());
  }

  @SpringBootTest(properties = "election4j.store=memory")
  class CloseOfDayTest {

    @Autowired Elections elections;

    @Test
    void thisInstanceLeads() {
      elections
          .join("billing/close-of-day")
          .events()
          .ofType(ElectionEvent.Elected.class)
          .blockFirst(Duration.ofSeconds(5));
    }
  }
}
