package io.election4j.testkit;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import io.election4j.testkit.history.Linearizability;
import io.election4j.testkit.history.Operation;
import io.election4j.testkit.history.SequentialModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was asked and answered: one history for each lease and each record. Thread-safe. */
final class Histories {

  private final Map<LeaseId, List<Operation<LeaseCall>>> leases = new ConcurrentHashMap<>();
  private final Map<String, List<Operation<RecordCall>>> records = new ConcurrentHashMap<>();

  /** When one call was made and answered, and by whom. */
  record Span(String client, long calledNanos, long answeredNanos) {

    <C> Operation<C> of(C call) {
      return new Operation<>(client, calledNanos, answeredNanos, call);
    }
  }

  void add(LeaseId lease, Span span, LeaseCall call) {
    leases.computeIfAbsent(lease, id -> new CopyOnWriteArrayList<>()).add(span.of(call));
  }

  void add(String election, Span span, RecordCall call) {
    records.computeIfAbsent(election, name -> new CopyOnWriteArrayList<>()).add(span.of(call));
  }

  /** Adds the reads of all that was watched and named. */
  void add(Span span, Observation seen, Collection<LeaseId> watched, Collection<String> elections) {
    Map<LeaseId, Lease> leasesSeen = byKey(seen.leases(), Lease::id);
    watched.forEach(id -> add(id, span, LeaseCall.Read.of(leasesSeen.get(id))));
    Map<String, ElectionRecord> recordsSeen = byKey(seen.records(), ElectionRecord::election);
    elections.forEach(name -> add(name, span, new RecordCall.Read(recordsSeen.get(name))));
  }

  private static <K, V> Map<K, V> byKey(Collection<V> all, Function<V, K> key) {
    return all.stream().collect(Collectors.toMap(key, Function.identity(), (a, b) -> b));
  }

  /** Returns how many operations there are. */
  int size() {
    return leases.values().stream().mapToInt(List::size).sum()
        + records.values().stream().mapToInt(List::size).sum();
  }

  /** Returns the first history that has no order, for a person. */
  Optional<String> unexplained() {
    return Stream.concat(
            leases.entrySet().stream()
                .flatMap(
                    one -> unexplained("lease " + one.getKey(), LeaseCall.MODEL, one.getValue())),
            records.entrySet().stream()
                .flatMap(
                    one -> unexplained("record " + one.getKey(), RecordCall.MODEL, one.getValue())))
        .findFirst();
  }

  private static <S, C> Stream<String> unexplained(
      String what, SequentialModel<S, C> model, List<Operation<C>> history) {
    return Linearizability.counterexample(model, history).map(text -> what + ": " + text).stream();
  }

  /** Returns the rule that the first wrong answer breaks, if calls were made one by one. */
  Optional<Explained.Deviation> firstDeviation() {
    return Stream.concat(
            leases.values().stream().map(calls -> Explained.firstDeviation(LeaseCall.MODEL, calls)),
            records.values().stream()
                .map(calls -> Explained.firstDeviation(RecordCall.MODEL, calls)))
        .filter(Objects::nonNull)
        .min(Comparator.comparingLong(Explained.Deviation::nanos));
  }
}
