package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link LeaseStore#observe}.
 *
 * @param identity names the server's data: the same through restarts and, where the data is one,
 *     through failovers; another as soon as another copy of the data answers. Never empty
 * @param next the marker to give next time; {@code null} if none was asked for
 * @param records those changed and those asked for by name, in no order; a record may appear twice
 * @param leases those of the watched leases that exist
 */
public record Observation(
    String identity, @Nullable Marker next, List<ElectionRecord> records, List<Lease> leases) {

  public Observation {
    requireNonNull(identity, "identity");
    records = List.copyOf(records);
    leases = List.copyOf(leases);
  }
}
