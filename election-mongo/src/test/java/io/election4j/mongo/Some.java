package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Things to test with, and answers to wait for. */
final class Some {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private Some() {}

  static Lease lease() {
    Candidate candidate = Candidate.named("somebody").with("host", "10.0.0.7");
    return Lease.opening(LeaseId.random(), Duration.ofSeconds(15), candidate);
  }

  static Lease opened(LeaseStore store) {
    Lease lease = lease();
    answer(store.open(lease));
    return lease;
  }

  static String election() {
    return "election/" + UUID.randomUUID();
  }

  static List<String> elections(int count) {
    String prefix = election();
    return IntStream.range(0, count).mapToObj(i -> prefix + "/" + i).toList();
  }

  static List<ElectionRecord> created(LeaseStore store, int count) {
    List<String> names = elections(count);
    store.create(names).block(PATIENCE);
    return names.stream().map(ElectionRecord::created).toList();
  }

  static List<ElectionRecord> taken(LeaseStore store, Lease me, int count) {
    return answers(store.claim(me, created(store, count)));
  }

  static List<Amendment> vacating(Collection<ElectionRecord> records) {
    return records.stream().<Amendment>map(Amendment.Vacate::new).toList();
  }

  static void eventually(BooleanSupplier condition, String description) {
    boolean met =
        Flux.interval(Duration.ofMillis(100))
            .onBackpressureDrop()
            .take(PATIENCE)
            .toStream(1)
            .anyMatch(tick -> condition.getAsBoolean());
    assertThat(met).as(description).isTrue();
  }

  static <T> T answer(Mono<T> answer) {
    T given = answer.block(PATIENCE);
    if (given == null) {
      throw new AssertionError("no answer, but an end");
    }
    return given;
  }

  static <T> List<T> answers(Flux<T> answers) {
    return answer(answers.collectList());
  }
}
