package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

  private final Console console = new Console(Path.of(""));
  private final AtomicInteger exitCode = new AtomicInteger(-1);
  private final Thread watch =
      new Thread(() -> exitCode.set(console.run("watch", "--store", "mysql://app@db/x")), "watch");

  @AfterEach
  void end() throws InterruptedException {
    watch.interrupt();
    watch.join();
  }

  @Test
  void tellsTheStateAndThenEveryChangeVacancyIncluded() {
    console.store.create(List.of("a")).block();
    watch.start();
    awaitLines(1);
    Lease lease =
        Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("billing-7"));
    console.store.open(lease).block();
    ElectionRecord held =
        Objects.requireNonNull(
            console.store.claim(lease, List.of(ElectionRecord.created("a"))).blockLast());
    awaitLines(2);
    console.store.amend(List.of(new Amendment.Vacate(held))).blockLast();
    awaitLines(3);
    console.store.create(List.of("b")).block();
    awaitLines(4);

    assertThat(console.out().lines().map(line -> line.replaceAll(",\"term.*", "}")))
        .containsExactly(
            "{\"election\":\"a\",\"state\":\"vacant\"}",
            "{\"election\":\"a\",\"state\":\"led\"}",
            "{\"election\":\"a\",\"state\":\"vacant\"}",
            "{\"election\":\"b\",\"state\":\"vacant\"}");
    assertThat(console.neverCreate).containsExactly(true);
  }

  @Test
  void endsWhenNobodyReadsAnyMore() throws InterruptedException {
    console.closeOut();
    console.store.create(List.of("a")).block();
    watch.start();
    watch.join();
    assertThat(exitCode).hasValue(0);
  }

  private void awaitLines(int count) {
    Wait.until(() -> console.out().lines().count() == count);
  }
}
