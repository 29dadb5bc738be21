package io.election4j.sql;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.StorableText;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What each call of a store does on a session. Names that no election can have are refused by
 * {@link #create}, and passed over by the others.
 *
 * @param dialect of the database
 * @param records writes of records
 */
public record StoreStatements(Dialect dialect, Records records) {

  /**
   * Returns the statements of a store.
   *
   * @param epochTerms whether new terms are at least as high as the server's clock in milliseconds
   */
  public static StoreStatements of(Dialect dialect, boolean epochTerms) {
    return new StoreStatements(dialect, Records.of(dialect, epochTerms));
  }

  /**
   * Does in vain what a takeover does, so that the first in earnest does not have to load classes
   * while nobody leads. No election has an empty name, and no lease this id.
   */
  public Mono<Void> rehearse(SqlSession session) {
    Candidate nobody = Candidate.named("nobody");
    Lease none = Lease.opening(new LeaseId(new UUID(0, 0)), Duration.ofSeconds(1), nobody);
    ElectionRecord vacant = ElectionRecord.created("");
    ElectionRecord held =
        new ElectionRecord("", 1, 1, new LeaseId(new UUID(0, 1)), none.ttl(), nobody, "");
    return LeaseStatements.fence(session, none.id(), 1)
        .thenMany(records.claim(session, none, List.of(vacant)))
        .thenMany(records.claim(session, none, List.of(held)))
        .then();
  }

  /** See {@link io.election4j.spi.LeaseStore#open}. */
  public Function<SqlSession, Mono<Boolean>> open(Lease lease) {
    return session -> {
      StorableText.requireCandidate(lease.candidate());
      return LeaseStatements.open(session, lease);
    };
  }

  /** See {@link io.election4j.spi.LeaseStore#renew}. */
  public Function<SqlSession, Mono<Boolean>> renew(LeaseId id) {
    return session -> LeaseStatements.renew(session, id);
  }

  /** See {@link io.election4j.spi.LeaseStore#end}; emits one value that says nothing. */
  public Function<SqlSession, Mono<Boolean>> end(LeaseId own) {
    return session -> LeaseStatements.end(session, own);
  }

  /** See {@link io.election4j.spi.LeaseStore#fence}. */
  public Function<SqlSession, Mono<Boolean>> fence(LeaseId rival, long version) {
    return session -> LeaseStatements.fence(session, rival, version);
  }

  /** See {@link io.election4j.spi.LeaseStore#create}. */
  public Function<SqlSession, Mono<Void>> create(Collection<String> elections) {
    List<String> names = List.copyOf(elections);
    return session -> {
      names.forEach(StorableText::requireName);
      names.forEach(name -> requireStorable(name, name));
      return records.create(session, names);
    };
  }

  private void requireStorable(String text, String election) {
    if (!dialect.storable(text)) {
      throw StoreException.unstorable(
          "election '" + election + "': a text with a character 0 cannot be kept", null);
    }
  }

  /** See {@link io.election4j.spi.LeaseStore#claim}; at least one record must be storable. */
  public Function<SqlSession, Flux<ElectionRecord>> claim(
      Lease me, Collection<ElectionRecord> seen) {
    return session -> {
      StorableText.requireCandidate(me.candidate());
      return records.claim(session, me, seen);
    };
  }

  /** Returns those records whose names an election can have. */
  public List<ElectionRecord> storable(Collection<ElectionRecord> seen) {
    return seen.stream().filter(record -> storableName(record.election())).toList();
  }

  /** Returns those amendments whose elections there can be. */
  public List<Amendment> storableOf(Collection<Amendment> amendments) {
    return amendments.stream().filter(one -> storableName(one.held().election())).toList();
  }

  /** See {@link io.election4j.spi.LeaseStore#amend}; at least one must be storable. */
  public Function<SqlSession, Flux<ElectionRecord>> amend(Collection<Amendment> amendments) {
    return session -> {
      amendments.forEach(this::requireStorable);
      return records.amend(session, amendments);
    };
  }

  private void requireStorable(Amendment one) {
    if (one instanceof Amendment.Publish publish) {
      String election = one.held().election();
      StorableText.requireCandidate(publish.leader());
      StorableText.requireValue(election, publish.value());
      requireStorable(publish.value(), election);
    }
  }

  /** See {@link io.election4j.spi.LeaseStore#observe}. */
  public Function<SqlSession, Mono<Observation>> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    List<String> names = elections.stream().filter(this::storableName).toList();
    return Observations.observe(since, watched, names);
  }

  /** See {@link io.election4j.spi.ElectionDirectory#list}. */
  public Function<SqlSession, Flux<ElectionRecord>> list(String prefix) {
    return session -> RecordReads.list(session, prefix);
  }

  /** See {@link io.election4j.spi.LeaseDirectory#leases}. */
  public Function<SqlSession, Mono<List<Lease>>> leases() {
    return LeaseStatements::all;
  }

  /** See {@link io.election4j.spi.LeaseDirectory#purge}. */
  public Function<SqlSession, Mono<Void>> purge(Collection<LeaseId> ended) {
    List<LeaseId> all = List.copyOf(ended);
    return session -> LeaseStatements.purge(session, all);
  }

  private boolean storableName(String name) {
    return StorableText.storableName(name) && dialect.storable(name);
  }
}
