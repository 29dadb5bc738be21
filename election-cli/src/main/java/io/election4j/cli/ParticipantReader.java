package io.election4j.cli;

import io.election4j.cli.base.Session;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads who takes part, again and again, and writes nothing.
 *
 * <p>For use by one thread, which blocks.
 */
final class ParticipantReader {

  private final Session session;
  private final LeaseWatch watch = new LeaseWatch();

  ParticipantReader(Session session) {
    this.session = session;
  }

  /**
   * Reads once more.
   *
   * @param elections those that may be led
   * @return by name; none if the store cannot list leases
   */
  List<ParticipantView> read(List<ElectionView> elections) {
    if (!(session.store() instanceof LeaseDirectory directory)) {
      return List.of();
    }
    List<Lease> live = session.await(directory.leases().filter(Lease::live).collectList());
    List<LeaseId> ids = live.stream().map(Lease::id).toList();
    long now = System.nanoTime();
    watch.read(ids, live, now);
    Map<String, List<String>> led = led(elections);
    return live.stream()
        .sorted(
            Comparator.comparing((Lease lease) -> lease.candidate().name())
                .thenComparing(lease -> lease.id().toString()))
        .map(lease -> view(lease, led.getOrDefault(lease.id().toString(), List.of()), now))
        .toList();
  }

  private ParticipantView view(Lease lease, List<String> led, long now) {
    return ParticipantView.of(lease, watch.view(lease.id(), lease.ttl().toMillis(), now), led);
  }

  private static Map<String, List<String>> led(List<ElectionView> elections) {
    return elections.stream()
        .filter(view -> view.lease() != null)
        .collect(
            Collectors.groupingBy(
                view -> Objects.requireNonNull(view.lease()).id(),
                Collectors.mapping(ElectionView::election, Collectors.toList())));
  }
}
