package io.election4j.internal.engine;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.Observation;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies actions to an in-memory store. */
record StoreAnswers(InMemoryLeaseStore store) {

  /** Applies an action; reads show what {@code reads} makes of them. */
  Input.Reply to(StoreRequest action, UnaryOperator<Observation> reads) {
    if (action instanceof StoreRequest.Claim a) {
      return written(a, store.claim(a.lease(), a.seen()).collectList().block());
    } else if (action instanceof StoreRequest.Vacate a) {
      return amended(a, List.copyOf(a.vacations()));
    } else if (action instanceof StoreRequest.Publish a) {
      return amended(a, List.copyOf(a.publications()));
    } else if (action instanceof StoreRequest.Observe a) {
      Observation read = store.observe(a.since(), a.watched(), a.elections()).block();
      return new Input.Observed(a.number(), reads.apply(read), null);
    } else if (action instanceof StoreRequest.ListLeases a) {
      List<Lease> leases = store.leases().collectList().block();
      return new Input.Listed(a.number(), leases, null);
    }
    return new Input.Answered(action.number(), applied(action), null);
  }

  private Input.Reply amended(StoreRequest action, List<Amendment> amendments) {
    return written(action, store.amend(amendments).collectList().block());
  }

  private boolean applied(StoreRequest action) {
    if (action instanceof StoreRequest.Open a) {
      return Boolean.TRUE.equals(store.open(a.lease()).block());
    } else if (action instanceof StoreRequest.Renew a) {
      return Boolean.TRUE.equals(store.renew(a.lease()).block());
    } else if (action instanceof StoreRequest.Fence a) {
      return Boolean.TRUE.equals(store.fence(a.lease(), a.version()).block());
    } else if (action instanceof StoreRequest.End a) {
      store.end(a.lease()).block();
    } else if (action instanceof StoreRequest.Create a) {
      store.create(a.elections()).block();
    } else if (action instanceof StoreRequest.Purge a) {
      store.purge(a.ended()).block();
    }
    return true;
  }

  private static Input.Reply written(StoreRequest action, @Nullable List<ElectionRecord> changed) {
    return new Input.Written(action.number(), changed == null ? List.of() : changed, null);
  }
}
