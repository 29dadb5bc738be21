package io.election4j.testkit.broken;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Shows some records as they should not have been written, until they are written again. */
final class RewritingStore extends AlteredStore {

  /** One writing of a record. */
  private record Writing(String election, long revision) {
    static Writing of(ElectionRecord record) {
      return new Writing(record.election(), record.revision());
    }
  }

  private final Map<Writing, UnaryOperator<ElectionRecord>> rewritten;
  private final Function<ElectionRecord, UnaryOperator<ElectionRecord>> claims;
  private final Function<Amendment, UnaryOperator<ElectionRecord>> amendments;

  private RewritingStore(
      InMemoryLeaseStore store,
      Map<Writing, UnaryOperator<ElectionRecord>> rewritten,
      Function<ElectionRecord, UnaryOperator<ElectionRecord>> claims,
      Function<Amendment, UnaryOperator<ElectionRecord>> amendments) {
    super(store);
    this.rewritten = rewritten;
    this.claims = claims;
    this.amendments = amendments;
  }

  static Function<InMemoryLeaseStore, LeaseStore> keepingWhatIsClaimed() {
    return shared(
        seen -> won -> with(won, won.term(), seen.request()), one -> UnaryOperator.identity());
  }

  static Function<InMemoryLeaseStore, LeaseStore> droppingWhatIsPublished() {
    return shared(
        seen -> UnaryOperator.identity(),
        one ->
            one instanceof Amendment.Publish
                ? changed -> with(changed, changed.term(), null)
                : UnaryOperator.identity());
  }

  private static Function<InMemoryLeaseStore, LeaseStore> shared(
      Function<ElectionRecord, UnaryOperator<ElectionRecord>> claims,
      Function<Amendment, UnaryOperator<ElectionRecord>> amendments) {
    Map<Writing, UnaryOperator<ElectionRecord>> rewritten = new ConcurrentHashMap<>();
    return store -> new RewritingStore(store, rewritten, claims, amendments);
  }

  /** Returns a record with another term and request. */
  static ElectionRecord with(ElectionRecord record, long term, @Nullable Request request) {
    return new ElectionRecord(
        record.election(),
        term,
        record.revision(),
        record.holder(),
        record.ttl(),
        record.leader(),
        record.value(),
        request);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    Map<String, ElectionRecord> before =
        seen.stream().collect(Collectors.toMap(ElectionRecord::election, Function.identity()));
    return super.claim(me, seen)
        .map(won -> rewritten(won, () -> claims.apply(before.get(won.election()))));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> all) {
    Map<String, Amendment> wanted =
        all.stream().collect(Collectors.toMap(one -> one.held().election(), Function.identity()));
    return super.amend(all)
        .map(changed -> rewritten(changed, () -> amendments.apply(wanted.get(changed.election()))));
  }

  private ElectionRecord rewritten(
      ElectionRecord written, Supplier<UnaryOperator<ElectionRecord>> change) {
    rewritten.put(Writing.of(written), change.get());
    return shown(written);
  }

  @Override
  ElectionRecord shown(ElectionRecord record) {
    return rewritten.getOrDefault(Writing.of(record), UnaryOperator.identity()).apply(record);
  }
}
