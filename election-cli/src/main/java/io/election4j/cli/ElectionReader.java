package io.election4j.cli;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Session;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Reads elections, their holders' leases and who takes part, again and again, and writes nothing.
 *
 * <p>For use by one thread, which blocks.
 */
public final class ElectionReader {

  private final Session session;
  private final List<String> names;
  private final LeaseWatch leases = new LeaseWatch();
  private final LeaseWatch participants = new LeaseWatch();
  private final Vacancies vacancies = new Vacancies();
  private Map<String, ElectionRecord> records = Map.of();
  private String identity = "";
  private @Nullable Marker marker;

  /** Reads these elections; all there are if none is named. */
  public ElectionReader(Session session, List<String> names) {
    this.session = session;
    this.names = names.stream().distinct().toList();
  }

  /** Reads once more; in the order of the names given, else in the order of the names found. */
  public List<ElectionView> read() {
    if (identity.isEmpty()) {
      session.explaining(this::readAll);
    }
    Set<LeaseId> holders = LeaseWatch.holders(records.values());
    Observation answer = observe(marker, holders);
    long now = System.nanoTime();
    leases.read(holders, answer.leases(), now);
    if (!names.isEmpty()) {
      records.clear();
    }
    records.putAll(newest(answer.records()));
    marker = answer.next();
    // Other data answers: what changed in it since a marker of the former data means nothing.
    identity = answer.identity().equals(identity) ? identity : "";
    return (names.isEmpty() ? records.keySet() : names)
        .stream().map(name -> view(name, now)).toList();
  }

  /**
   * Reads once more who takes part.
   *
   * @param elections those that may be led
   * @return by name; none if the store cannot list leases
   */
  public List<ParticipantView> participants(List<ElectionView> elections) {
    if (!(session.store() instanceof LeaseDirectory directory)) {
      return List.of();
    }
    List<Lease> live = session.awaitAll(directory.leases().filter(Lease::live));
    List<LeaseId> ids = live.stream().map(Lease::id).toList();
    long now = System.nanoTime();
    participants.read(ids, live, now);
    Map<String, List<String>> led = led(elections);
    return live.stream()
        .sorted(
            Comparator.comparing((Lease lease) -> lease.candidate().name())
                .thenComparing(lease -> lease.id().toString()))
        .map(lease -> view(lease, led.getOrDefault(lease.id().toString(), List.of()), now))
        .toList();
  }

  private ParticipantView view(Lease lease, List<String> led, long now) {
    return ParticipantView.of(
        lease, participants.view(lease.id(), lease.ttl().toMillis(), now), led);
  }

  private static Map<String, List<String>> led(List<ElectionView> elections) {
    return elections.stream()
        .filter(view -> view.lease() != null)
        .collect(
            Collectors.groupingBy(
                view -> Objects.requireNonNull(view.lease()).id(),
                Collectors.mapping(ElectionView::election, Collectors.toList())));
  }

  private ElectionView view(String name, long now) {
    ElectionRecord record = records.get(name);
    return record == null
        ? ElectionView.unknown(name)
        : vacancies.timed(ElectionView.of(record, leases.view(record, now)), now);
  }

  /** The marker comes first, so that no change falls between it and the list. */
  private void readAll() {
    Observation answer = observe(names.isEmpty() ? Marker.START : null, Set.of());
    records = newest(names.isEmpty() ? session.awaitAll(list()) : answer.records());
    marker = answer.next();
    identity = answer.identity();
    if (records.isEmpty()) {
      session.verify();
    }
  }

  private Observation observe(@Nullable Marker since, Collection<LeaseId> watched) {
    return session.await(session.store().observe(since, watched, names));
  }

  private Flux<ElectionRecord> list() {
    LeaseStore store = session.store();
    return store instanceof ElectionDirectory directory
        ? directory.list("")
        : Flux.error(() -> CommandFailure.usage("this store cannot list its elections: name them"));
  }

  /** A record may come twice. */
  private static Map<String, ElectionRecord> newest(Collection<ElectionRecord> records) {
    return records.stream()
        .collect(
            Collectors.toMap(
                ElectionRecord::election,
                record -> record,
                (a, b) -> a.revision() > b.revision() ? a : b,
                TreeMap::new));
  }
}
