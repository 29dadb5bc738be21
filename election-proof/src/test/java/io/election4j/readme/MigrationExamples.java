package io.election4j.readme;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.jdbc.JdbcLeaseStore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What docs/migration.md ends with, compiled. */
abstract class MigrationExamples {

  interface Jobs {
    void start(long term);

    void stop();
  }

  abstract void closeBooks(long term);

  abstract void closeNextBook(long term);

  void elections(DataSource dataSource) {
    Elections elections =
        Elections.builder(JdbcLeaseStore.create(dataSource))
            .candidate(Candidate.named("billing-7"))
            .build();
    Election books = elections.join("books");
  }

  void shedLock(Election books) {
    books.lead(
        new LeaderWorker() {
          @Override
          public void start(Leadership leadership) throws InterruptedException {
            while (leadership.isValid()) {
              closeBooks(leadership.term());
              TimeUnit.MINUTES.sleep(1);
            }
          }

          @Override
          public void stop(Leadership leadership) {}
        });
  }

  void springIntegration(Election books, Jobs jobs) {
    books.lead(
        new LeaderWorker() {
          @Override
          public void start(Leadership leadership) {
            jobs.start(leadership.term());
          }

          @Override
          public void stop(Leadership leadership) {
            jobs.stop();
          }
        });
  }

  void curator(Election books) throws Exception {
    books.campaign(
        leadership -> {
          while (leadership.isValid()) {
            closeNextBook(leadership.term());
          }
        });
  }
}
