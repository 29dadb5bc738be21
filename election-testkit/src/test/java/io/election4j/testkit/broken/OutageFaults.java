package io.election4j.testkit.broken;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.testkit.RelayedStore.Call;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What goes wrong only while the server is away, or when it comes back. */
final class OutageFaults {

  private OutageFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.in("a claim is reported before it is written", "L22", ReportsEarly::new),
        Fault.in("a restart forgets vacant records", "L23", ForgetsVacancies::new),
        Fault.in("markers go back with a restart", "L23", RestartedMarkers::new),
        Fault.in("hints end with a restart", "L23", LosesHints::new),
        Fault.in("a store does not survive a restart", "L23", DiesWithTheServer::new),
        Fault.in("an unreachable server refuses renewals", "L24", RefusesUnreachable::new),
        Fault.in("an unreachable server is waited for", "L24", WaitsForTheUnreachable::new),
        Fault.in("the address with its password is in the text", "L24", TellsSecrets::new),
        Fault.in("a read-only server refuses claims", "L25", RefusesReadOnly::new),
        Fault.in("never-create mode creates", "L26", CreatesNevertheless::new));
  }

  private static final class ReportsEarly extends World {
    @Override
    LeaseStore store() {
      return new AlteredStore(data.connect()) {
        @Override
        public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
          return seen.size() < 2_000 ? super.claim(me, seen) : announced(me, seen);
        }

        private Flux<ElectionRecord> announced(Lease me, Collection<ElectionRecord> seen) {
          int before = restarts.get();
          Flux<ElectionRecord> cutOff =
              Flux.error(StoreException.unavailable("the connection was closed", null));
          return Flux.fromIterable(seen)
              .map(record -> taken(me, record))
              .concatMap(
                  won ->
                      Flux.just(won)
                          .concatWith(
                              Flux.defer(
                                  () ->
                                      restarts.get() > before
                                          ? cutOff
                                          : super.claim(
                                                  me,
                                                  List.of(ElectionRecord.created(won.election())))
                                              .thenMany(Flux.empty()))),
                  0);
        }
      };
    }

    private static ElectionRecord taken(Lease me, ElectionRecord seen) {
      return new ElectionRecord(
          seen.election(),
          seen.term() + 1,
          seen.revision() + 1,
          me.id(),
          me.ttl(),
          me.candidate(),
          seen.value());
    }
  }

  private static final class ForgetsVacancies extends World {
    private final Map<String, Long> forgotten = new ConcurrentHashMap<>();

    @Override
    void restart() {
      super.restart();
      data.connect()
          .list("")
          .filter(ElectionRecord::vacant)
          .filter(record -> record.revision() > 0)
          .subscribe(record -> forgotten.put(record.election(), record.revision()));
    }

    @Override
    LeaseStore store() {
      return new AlteredStore(data.connect()) {
        @Override
        ElectionRecord shown(ElectionRecord record) {
          return forgotten.getOrDefault(record.election(), 0L) == record.revision()
              ? ElectionRecord.created(record.election())
              : record;
        }
      };
    }
  }

  private static final class LosesHints extends World {
    @Override
    LeaseStore store() {
      return new AlteredStore(data.connect()) {
        @Override
        public Flux<Change> changes() {
          return Flux.defer(
              () -> {
                int before = restarts.get();
                return super.changes().filter(change -> restarts.get() == before);
              });
        }
      };
    }
  }

  private static final class DiesWithTheServer extends World {
    @Override
    LeaseStore store() {
      int before = restarts.get();
      return new AlteredStore(data.connect()) {
        @Override
        public Mono<Boolean> renew(LeaseId id) {
          return restarts.get() == before
              ? super.renew(id)
              : Mono.error(StoreException.unavailable("the connection is closed", null));
        }
      };
    }
  }

  private static final class RefusesUnreachable extends World {
    @Override
    LeaseStore unreachable() {
      return new FailingStore(data.connect(), true, StoreException.unavailable("away", null))
          .but(Call.RENEW, Flux.just(false));
    }
  }

  private static final class WaitsForTheUnreachable extends World {
    @Override
    LeaseStore unreachable() {
      return new FailingStore(data.connect(), true, StoreException.unavailable("away", null))
          .but(Call.OPEN, Flux.never());
    }
  }

  private static final class TellsSecrets extends World {
    @Override
    LeaseStore unreachable() {
      Exception cause = new IllegalStateException("no answer from db://me:" + SECRET + "@host");
      return new FailingStore(data.connect(), true, StoreException.unavailable("away", cause));
    }
  }

  private static final class RefusesReadOnly extends World {
    @Override
    LeaseStore readOnly() {
      return new FailingStore(data.connect(), false, StoreException.unavailable("read", null))
          .but(Call.CLAIM, Flux.empty());
    }
  }

  private static final class CreatesNevertheless extends World {
    private final InMemoryLeaseStore elsewhere = InMemoryLeaseStore.create();

    @Override
    LeaseStore neverCreate() {
      return elsewhere.connect();
    }
  }
}
