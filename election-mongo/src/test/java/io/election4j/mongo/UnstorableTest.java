package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Texts that would become others in BSON are refused before the server is asked: none listens. */
class UnstorableTest {

  private static final Candidate HALF = Candidate.named("me").with("host", "\ud83d");

  private final MongoLeaseStore store = MongoLeaseStore.fromUrl("mongodb://127.0.0.1:1");
  private final Lease me = Lease.opening(LeaseId.random(), Duration.ofSeconds(3), HALF);
  private final ElectionRecord held =
      ElectionRecord.created("books")
          .claimedBy(Lease.opening(me.id(), me.ttl(), Candidate.named("me")), 1);

  @AfterEach
  void close() {
    store.close();
  }

  private static void assertRefused(Publisher<?> call, String why) {
    Throwable failure = Flux.from(call).materialize().blockLast(Some.PATIENCE).getThrowable();
    assertThat(failure).isInstanceOf(StoreException.class).hasMessage(why);
    assertThat(((StoreException) failure).kind()).isEqualTo(StoreException.Kind.UNSTORABLE);
  }

  @Test
  void halfACharacterInANameOrAValueIsRefused() {
    assertRefused(
        store.create(List.of("good", "a\ud83d")),
        "the name of election 'a\ud83d' contains half a character");
    assertRefused(
        store.amend(List.of(new Amendment.Publish(held, Candidate.named("me"), "\ude00"))),
        "value for election 'books' contains half a character");
  }

  @Test
  void halfACharacterInAnAttributeIsRefused() {
    String why = "attributes of candidate 'me' contain half a character";

    assertRefused(store.open(me), why);
    assertRefused(store.claim(me, List.of(ElectionRecord.created("books"))), why);
    assertRefused(store.amend(List.of(new Amendment.Publish(held, HALF, ""))), why);
  }
}
