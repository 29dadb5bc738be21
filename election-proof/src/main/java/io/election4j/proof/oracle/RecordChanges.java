package io.election4j.proof.oracle;

import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What conditional writes make of a record; {@code null} where the condition does not hold. */
final class RecordChanges {

  private RecordChanges() {}

  static @Nullable ElectionRecord claimed(
      @Nullable ElectionRecord stored,
      StoreRequest.Claim claim,
      ElectionRecord seen,
      LongSupplier leastTerm) {
    Lease me = claim.lease();
    if (stored == null
        || !Objects.equals(stored.holder(), seen.holder())
        || seen.heldBy(me.id()) && stored.term() != seen.term()) {
      return null;
    }
    long term = Math.max(Math.max(stored.term(), seen.term()) + 1, leastTerm.getAsLong());
    return new ElectionRecord(
        stored.election(),
        term,
        stored.revision() + 1,
        me.id(),
        me.ttl(),
        me.candidate(),
        stored.value());
  }

  static @Nullable ElectionRecord amended(ElectionRecord stored, Amendment amendment) {
    ElectionRecord held = amendment.held();
    if (stored.term() != held.term()
        || stored.revision() != held.revision()
        || !Objects.equals(stored.holder(), held.holder())) {
      return null;
    }
    return amendment.applied(stored);
  }
}
