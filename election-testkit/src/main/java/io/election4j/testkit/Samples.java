package io.election4j.testkit;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names, leases and records that no other test uses. */
final class Samples {

  /** Whole milliseconds, but not whole seconds. */
  static final Duration TTL = Duration.ofMillis(15_123);

  private Samples() {}

  /** Returns 32 characters that nobody used before. */
  static String unique() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  static String election() {
    return "election-" + unique();
  }

  static List<String> elections(int count) {
    String prefix = election() + "-";
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  static Lease lease() {
    return Lease.opening(LeaseId.random(), TTL, candidate());
  }

  static List<Lease> leases(int count) {
    return Stream.generate(Samples::lease).limit(count).toList();
  }

  static Candidate candidate() {
    return Candidate.named("candidate-" + unique())
        .with(Candidate.HOST, "10.0.0.7")
        .with(Candidate.PORT, "8081");
  }

  static <T> List<T> shuffled(List<T> all, Random random) {
    List<T> order = new ArrayList<>(all);
    Collections.shuffle(order, random);
    return order;
  }

  static ElectionRecord withTerm(ElectionRecord record, long term) {
    return copy(record, term, record.revision(), record.holder());
  }

  static ElectionRecord withRevision(ElectionRecord record, long revision) {
    return copy(record, record.term(), revision, record.holder());
  }

  static ElectionRecord withHolder(ElectionRecord record, LeaseId holder) {
    return copy(record, record.term(), record.revision(), holder);
  }

  /** Returns what a claim by this lease makes of a record. */
  static ElectionRecord taken(ElectionRecord before, long term, Lease me) {
    return new ElectionRecord(
        before.election(),
        term,
        before.revision() + 1,
        me.id(),
        me.ttl(),
        me.candidate(),
        before.value());
  }

  /** Returns what an amendment makes of a record. */
  static ElectionRecord amended(ElectionRecord before, Amendment amendment) {
    return amendment.applied(before);
  }

  private static ElectionRecord copy(
      ElectionRecord record, long term, long revision, @Nullable LeaseId holder) {
    return new ElectionRecord(
        record.election(),
        term,
        revision,
        holder,
        record.ttl(),
        record.leader(),
        record.value(),
        record.request());
  }
}
