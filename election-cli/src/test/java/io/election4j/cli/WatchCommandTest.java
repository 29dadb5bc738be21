package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.testkit.RelayedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class WatchCommandTest {

  private final Console console = new Console(Path.of(""));
  private final AtomicInteger exitCode = new AtomicInteger(-1);
  private final AtomicReference<RuntimeException> outage = new AtomicReference<>();
  private List<String> names = List.of();
  private final Thread watch = new Thread(this::watch, "watch");

  private void watch() {
    List<String> line = new ArrayList<>(List.of("watch", "--store", "mysql://app@db/x"));
    line.addAll(names);
    exitCode.set(console.run(line.toArray(String[]::new)));
  }

  /** Fails while there is an outage. */
  private final class BreakablePath extends RelayedStore {
    BreakablePath(LeaseStore store) {
      super(store);
    }

    @Override
    protected <T> Flux<T> relay(Call call, Flux<T> answer) {
      return Flux.defer(() -> outage.get() == null ? answer : Flux.error(outage.get()));
    }
  }

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
  void tellsWhenTheStoreDoesNotAnswerAndWhenItDoesAgain() {
    console.store.create(List.of("a")).block();
    console.path = BreakablePath::new;
    names = List.of("a");
    watch.start();
    awaitLines(1);

    outage.set(StoreException.unavailable("gone", null));
    awaitLines(2);
    outage.set(null);
    awaitLines(3);

    assertThat(console.out().lines().skip(1))
        .satisfiesExactly(
            gone -> assertThat(gone).isEqualTo("{\"store\":\"unavailable\",\"cause\":\"gone\"}"),
            back -> assertThat(back).matches("\\{\"store\":\"recovered\",\"afterMillis\":\\d+}"));
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
