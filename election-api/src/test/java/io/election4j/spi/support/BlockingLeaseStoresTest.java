package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.election4j.Candidate;
import io.election4j.internal.Await;
import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.BlockingLeaseStores.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a store answers that was made of a blocking one. */
class BlockingLeaseStoresTest {

  private static final LeaseId ID = LeaseId.random();

  private final GatedStore blocking = new GatedStore();
  private final LeaseStore store = BlockingLeaseStores.reactive(blocking);

  @AfterEach
  void close() {
    store.close();
  }

  private static <T> T answer(Mono<T> call) {
    T value = call.block(Await.PATIENCE);
    assertThat(value).isNotNull();
    return value;
  }

  static StoreException failure(Mono<?> call) {
    Throwable failure = answer(call.materialize()).getThrowable();
    assertThat(failure).isInstanceOf(StoreException.class);
    return (StoreException) failure;
  }

  @Test
  void everyOperationAnswersWhatTheBlockingStoreAnswers() {
    Lease me = Lease.opening(ID, Duration.ofSeconds(3), Candidate.named("me"));
    ElectionRecord books = ElectionRecord.created("books");

    store.prepare().block(Await.PATIENCE);
    assertThat(answer(store.open(me))).isTrue();
    assertThat(answer(store.renew(ID))).isTrue();
    store.create(List.of("books", "films")).block(Await.PATIENCE);
    List<ElectionRecord> won = answer(store.claim(me, List.of(books)).collectList());
    assertThat(won).containsExactly(books.claimedBy(me, 1));
    assertThat(answer(store.amend(List.of(new Amendment.Vacate(won.get(0)))).collectList()))
        .containsExactly(won.get(0).vacated(null));
    assertThat(answer(store.observe(null, List.of(ID), List.of())).leases())
        .containsExactly(new Lease(ID, 2, me.ttl(), me.state(), me.candidate()));
    assertThat(answer(store.fence(ID, 1))).isFalse();
    store.end(ID).block(Await.PATIENCE);
    assertThat(answer(store.renew(ID))).isFalse();
  }

  @Test
  void nothingIsCalledBeforeASubscriptionAndAgainWithEveryOne() {
    Mono<Boolean> renewal = store.renew(ID);
    assertThat(blocking.calls).isEmpty();

    answer(renewal);
    answer(renewal);

    assertThat(blocking.calls).containsExactly("renew", "renew");
  }

  @Test
  void onlyObserveIsCalledWithEmptyCollections() {
    Lease me = Lease.opening(ID, Duration.ofSeconds(3), Candidate.named("me"));

    Flux.concat(
            store.create(List.of()),
            store.claim(me, List.of()),
            store.amend(List.of()),
            store.observe(null, List.of(), List.of()))
        .blockLast(Await.PATIENCE);

    assertThat(blocking.calls).containsExactly("observe");
  }

  @Test
  void callsAreMadeOnDaemonsThatAreCalledAsTheyAreToBe() {
    try (LeaseStore named =
        BlockingLeaseStores.reactive(blocking, Options.defaults().withName("duck"))) {
      answer(named.open(Lease.fenced(ID)));
      answer(named.renew(ID));
    }

    assertThat(blocking.threads)
        .allMatch(Thread::isDaemon)
        .extracting(Thread::getName)
        .containsExactly("duck-call-1", "duck-renewal-1");
  }

  @Test
  void aStoreCanDoWhatTheBlockingOneCanAndNothingElse() {
    for (GatedStore one :
        List.of(
            new GatedStore(),
            new WithElections(),
            new WithLeases(),
            new WithPush(),
            new WithElectionsAndLeases(),
            new WithElectionsAndPush(),
            new WithLeasesAndPush(),
            new WithAll())) {
      try (LeaseStore reactive = BlockingLeaseStores.reactive(one)) {
        assertThat(reactive instanceof ElectionDirectory)
            .isEqualTo(one instanceof BlockingElectionDirectory);
        assertThat(reactive instanceof LeaseDirectory)
            .isEqualTo(one instanceof BlockingLeaseDirectory);
        assertThat(reactive instanceof ChangePush).isEqualTo(one instanceof ChangePush);
      }
    }
  }

  @Test
  void optionalOperationsAreCalledToo() {
    WithAll able = new WithAll();
    try (LeaseStore reactive = BlockingLeaseStores.reactive(able)) {
      assertThat(answer(((ElectionDirectory) reactive).list("b").collectList()))
          .containsExactly(ElectionRecord.created("b"));
      assertThat(answer(((LeaseDirectory) reactive).leases().collectList()))
          .containsExactly(Lease.fenced(ID));
      ((LeaseDirectory) reactive).purge(List.of()).block(Await.PATIENCE);
      assertThat(able.calls).isEmpty();
      ((LeaseDirectory) reactive).purge(List.of(ID)).block(Await.PATIENCE);
      assertThat(able.calls).containsExactly("purge");
      assertThat(((ChangePush) reactive).changes().blockFirst(Await.PATIENCE))
          .isEqualTo(new ChangePush.Change.Opened());
    }
  }

  @Test
  void aStoreExceptionIsPassedOnAsItIs() {
    StoreException own = StoreException.misconfigured("no such table", null);
    blocking.gate(
        call -> {
          throw own;
        });

    assertThat(failure(store.prepare())).isSameAs(own);
  }

  @Test
  void whateverElseIsThrownSaysInOneLineThatTheStoreIsUnavailable() {
    IOException refused = new IOException("refused\n  by the\tserver");
    blocking.gate(
        call -> {
          throw refused;
        });

    assertThat(failure(store.renew(ID)))
        .hasMessage("renew failed: IOException: refused by the server")
        .hasCause(refused)
        .returns(StoreException.Kind.UNAVAILABLE, StoreException::kind);
  }

  @Test
  void librariesThatDoNotFitAreAMisconfiguration() {
    blocking.gate(
        call -> {
          throw new NoSuchMethodError("driver");
        });

    assertThat(failure(store.prepare()).kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no driver for jdbc:duck://me:canary-4711@db/x",
        "no driver for jdbc:duck://me:can/ary@canary-4711@db/x",
        "cannot read jdbc:duck://db/x?user=me&password=canary-4711&ssl=true",
        "cannot read {\"pwd\": \"canary-4711\"}",
        "login with Secret='a canary-4711' failed",
        "apiKey=canary-4711; token: canary-4711"
      })
  void noPasswordIsTold(String text) {
    blocking.gate(
        call -> {
          throw new IllegalStateException("outer", new IOException(text));
        });
    assertThat(failure(store.renew(ID)))
        .hasNoCause()
        .hasMessage("renew failed: IllegalStateException: outer");

    blocking.gate(
        call -> {
          throw new IOException(text);
        });
    assertThat(failure(store.renew(ID)))
        .hasNoCause()
        .extracting(Throwable::getMessage, type(String.class))
        .matches(message -> !message.contains("canary"))
        .matches(message -> message.contains("***"));
  }

  @Test
  void whetherAPasswordWasUsedIsTold() {
    IOException refused = new IOException("Access denied for 'me'@'db' (using password: YES)");
    blocking.gate(
        call -> {
          throw refused;
        });

    assertThat(failure(store.renew(ID)))
        .hasMessage("renew failed: IOException: " + refused.getMessage())
        .hasCause(refused);
  }

  @Test
  void optionsHaveBounds() {
    Options options = Options.defaults();

    assertThat(options).isEqualTo(new Options("election-store", 1, Duration.ofSeconds(10)));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withName(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withName("x".repeat(101)));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withThreads(0));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withThreads(65));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withTimeout(Duration.ofMillis(9)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withTimeout(Duration.ofMinutes(10).plusNanos(1)));
  }

  // == Stores that can do more ==

  private interface Elections extends BlockingElectionDirectory {
    @Override
    default List<ElectionRecord> list(String prefix) {
      return List.of(ElectionRecord.created(prefix));
    }
  }

  private interface Leases extends BlockingLeaseDirectory {
    @Override
    default List<Lease> leases() {
      return List.of(Lease.fenced(ID));
    }

    @Override
    default void purge(Collection<LeaseId> ended) {
      ((GatedStore) this).calls.add("purge");
    }
  }

  private interface Push extends ChangePush {
    @Override
    default Flux<Change> changes() {
      return Flux.just(new Change.Opened());
    }
  }

  private static final class WithElections extends GatedStore implements Elections {}

  private static final class WithLeases extends GatedStore implements Leases {}

  private static final class WithPush extends GatedStore implements Push {}

  private static final class WithElectionsAndLeases extends GatedStore
      implements Elections, Leases {}

  private static final class WithElectionsAndPush extends GatedStore implements Elections, Push {}

  private static final class WithLeasesAndPush extends GatedStore implements Leases, Push {}

  private static final class WithAll extends GatedStore implements Elections, Leases, Push {}
}
