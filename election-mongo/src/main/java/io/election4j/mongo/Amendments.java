package io.election4j.mongo;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.support.StorableText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Amends records. A record at a given revision has one content only, so one that was written needs
 * no reading; records are read only where some of many were refused.
 */
final class Amendments {

  private final Records records;

  Amendments(Records records) {
    this.records = records;
  }

  Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    amendments.forEach(Amendments::require);
    return Flux.fromIterable(amendments).buffer(Records.CHUNK).concatMapDelayError(this::amendSome);
  }

  private static void require(Amendment amendment) {
    if (amendment instanceof Amendment.Publish publish) {
      StorableText.requireValue(publish.held().election(), publish.value());
      StorableText.requireCandidate(publish.leader());
    }
  }

  private Flux<ElectionRecord> amendSome(List<Amendment> amendments) {
    Batch batch = new Batch();
    amendments.forEach(
        a -> batch.add(a.held().election(), Filters.asHeld(a.held()), Updates.of(a)));
    return records
        .write(batch)
        .filter(written -> written > 0)
        .flatMapMany(written -> applied(amendments, written));
  }

  private Flux<ElectionRecord> applied(List<Amendment> amendments, int written) {
    List<ElectionRecord> amended =
        amendments.stream().map(amendment -> amendment.applied(amendment.held())).toList();
    if (written == amended.size()) {
      return Flux.fromIterable(amended);
    }
    return records
        .named(amended.stream().map(ElectionRecord::election).toList())
        .flatMapMany(stored -> applied(amended, stored, written));
  }

  /** Tells those written from those refused, by what is stored now. */
  private static Flux<ElectionRecord> applied(
      List<ElectionRecord> amended, Map<String, ElectionRecord> stored, int written) {
    List<ElectionRecord> certain =
        amended.stream().filter(r -> r.equals(stored.get(r.election()))).toList();
    if (certain.size() >= written) {
      return Flux.fromIterable(certain);
    }
    // Others wrote again since: such a record may have passed through ours, or not.
    List<ElectionRecord> possible =
        amended.stream().filter(r -> reached(r, stored.get(r.election()))).toList();
    return possible.size() == written
        ? Flux.fromIterable(possible)
        : Flux.fromIterable(certain)
            .concatWith(Flux.error(Claims.changedMeanwhile(written - certain.size())));
  }

  private static boolean reached(ElectionRecord amended, @Nullable ElectionRecord stored) {
    return amended.equals(stored) || stored != null && stored.revision() > amended.revision();
  }
}
