package io.election4j.jdbc;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.BlockingElectionDirectory;
import io.election4j.spi.support.BlockingLeaseDirectory;
import io.election4j.spi.support.BlockingLeaseStore;
import io.election4j.sql.Dialect;
import io.election4j.sql.Preparation;
import io.election4j.sql.Repair;
import io.election4j.sql.SqlSession;
import io.election4j.sql.StoreStatements;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Each call of a store, as statements on a connection of its kind. Blocks. */
final class StatementStore
    implements BlockingLeaseStore, BlockingElectionDirectory, BlockingLeaseDirectory {

  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Connections connections;
  private final Settings settings;
  private volatile @Nullable Prepared prepared;

  StatementStore(Connections connections, Settings settings) {
    this.connections = connections;
    this.settings = settings;
  }

  /**
   * What a user has chosen.
   *
   * @param create whether to create what is missing
   * @param epochTerms whether terms are at least as high as the clock
   */
  record Settings(boolean create, boolean epochTerms) {}

  /** What depends on the database, known once there was a connection. */
  private record Prepared(StoreStatements statements, Repair repair) {}

  private Prepared prepared() {
    Prepared known = prepared;
    if (known == null) {
      Dialect dialect = connections.dialect();
      StoreStatements statements = StoreStatements.of(dialect, settings.epochTerms());
      known = new Prepared(statements, new Repair(dialect, preparation(statements)));
      prepared = known;
    }
    return known;
  }

  private Mono<Void> preparation(StoreStatements statements) {
    Preparation check = Dialects.preparation(statements.dialect(), connections, settings.create());
    return Mono.fromRunnable(
        () ->
            connections.use(
                ConnectionUse.WRITE,
                session -> {
                  check.run(session).then(statements.rehearse(session)).block();
                  return true;
                }));
  }

  @Override
  public void prepare() {
    preparation(prepared().statements()).block();
  }

  @Override
  public boolean open(Lease lease) {
    connections.renewing(lease.ttl());
    return one(ConnectionUse.WRITE, all -> all.open(lease));
  }

  @Override
  public boolean renew(LeaseId id) {
    return one(ConnectionUse.RENEWAL, all -> all.renew(id));
  }

  @Override
  public void end(LeaseId own) {
    one(ConnectionUse.WRITE, all -> all.end(own));
  }

  @Override
  public boolean fence(LeaseId rival, long version) {
    return one(ConnectionUse.WRITE, all -> all.fence(rival, version));
  }

  @Override
  public void create(Collection<String> elections) {
    many(ConnectionUse.WRITE, all -> all.create(elections));
  }

  @Override
  public List<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    List<ElectionRecord> storable = prepared().statements().storable(seen);
    return storable.isEmpty()
        ? List.of()
        : many(ConnectionUse.WRITE, all -> all.claim(me, storable));
  }

  @Override
  public List<ElectionRecord> amend(Collection<Amendment> amendments) {
    List<Amendment> storable = prepared().statements().storableOf(amendments);
    return storable.isEmpty() ? List.of() : many(ConnectionUse.WRITE, all -> all.amend(storable));
  }

  @Override
  public Observation observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return one(ConnectionUse.READ, all -> all.observe(since, watched, elections));
  }

  @Override
  public List<ElectionRecord> list(String prefix) {
    return many(ConnectionUse.READ, all -> all.list(prefix));
  }

  @Override
  public List<Lease> leases() {
    return one(ConnectionUse.READ, StoreStatements::leases);
  }

  @Override
  public void purge(Collection<LeaseId> ended) {
    many(ConnectionUse.WRITE, all -> all.purge(ended));
  }

  private <T> T one(
      ConnectionUse use, Function<StoreStatements, Function<SqlSession, Mono<T>>> work) {
    return Objects.requireNonNull(many(use, work).get(0));
  }

  private <T> List<T> many(
      ConnectionUse use,
      Function<StoreStatements, ? extends Function<SqlSession, ? extends Publisher<T>>> work) {
    Prepared known = prepared();
    Function<SqlSession, ? extends Publisher<T>> statements = work.apply(known.statements());
    Mono<List<T>> call =
        Mono.fromCallable(
            () ->
                connections.use(
                    use,
                    session ->
                        Objects.requireNonNull(
                            Flux.<T>from(statements.apply(session)).collectList().block())));
    return Objects.requireNonNull(known.repair().after(call).block());
  }

  StoreException describe(Throwable error) {
    return connections.describe(error);
  }

  @Override
  public void close() {
    connections.close(CLOSING);
  }
}
