package io.election4j.samples.billing;

import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import java.time.Duration;
import java.util.stream.IntStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends invoices: customers are in shards, and all instances share the shards evenly. */
@Component
class InvoiceWorkers {

  private static final String SHARD = "billing/invoices/";
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Elections elections;
  private final Books books;

  InvoiceWorkers(Elections elections, Books books) {
    this.elections = elections;
    this.books = books;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var shards = IntStream.range(0, Shards.COUNT).mapToObj(shard -> SHARD + shard).toList();
    for (Election shard : elections.group(shards).elections()) {
      shard.callWhileLeading(this::work, OnFailure.retryAfter(PAUSE)).subscribe();
    }
  }

  /** Runs for as long as this instance leads the shard; interrupted then. */
  private Void work(Leadership leadership) throws InterruptedException {
    int shard = Integer.parseInt(leadership.election().substring(SHARD.length()));
    while (leadership.isValid()) {
      books.invoice(shard, leadership);
      Thread.sleep(PAUSE.toMillis());
    }
    return null;
  }
}
