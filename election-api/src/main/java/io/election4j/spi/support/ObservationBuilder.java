package io.election4j.spi.support;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts an {@link Observation} together from what statements have read. Not thread-safe. */
public final class ObservationBuilder {

  private final List<ElectionRecord> records = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();
  private @Nullable String identity;
  private @Nullable Marker next;

  /** Creates one that has read nothing yet. */
  public ObservationBuilder() {}

  /**
   * Sets whose data this is; to be called after every statement that can tell.
   *
   * @throws IllegalStateException if it was another one's before: the server has changed during the
   *     read, which therefore is worth nothing
   */
  public ObservationBuilder identity(String answering) {
    requireNonNull(answering, "answering");
    if (identity != null && !identity.equals(answering)) {
      throw new IllegalStateException("another server answered during the read");
    }
    identity = answering;
    return this;
  }

  /** Sets the marker to give next time; {@code null}, as at first, if none was asked for. */
  public ObservationBuilder next(@Nullable Marker marker) {
    next = marker;
    return this;
  }

  /** Adds a record, perhaps one that was added already. */
  public ObservationBuilder record(ElectionRecord record) {
    return records(List.of(record));
  }

  /** Adds some records. */
  public ObservationBuilder records(Collection<ElectionRecord> some) {
    records.addAll(some);
    return this;
  }

  /** Adds a lease. */
  public ObservationBuilder lease(Lease lease) {
    return leases(List.of(lease));
  }

  /** Adds some leases. */
  public ObservationBuilder leases(Collection<Lease> some) {
    leases.addAll(some);
    return this;
  }

  /**
   * Returns what was read so far.
   *
   * @throws IllegalStateException if no statement has told whose data this is
   */
  public Observation build() {
    if (identity == null || identity.isEmpty()) {
      throw new IllegalStateException("nothing has told whose data was read: no identity");
    }
    return new Observation(identity, next, records, leases);
  }
}
