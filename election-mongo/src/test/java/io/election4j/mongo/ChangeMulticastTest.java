package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class ChangeMulticastTest {

  private static final Change OPENED = new Change.Opened();
  private static final Change BROKEN = new Change.Broken(new IllegalStateException("gone"));
  private static final Change WRITTEN = new Change.Written(ElectionRecord.created("a"));

  private final List<Sinks.Many<Change>> streams = new ArrayList<>();
  private final ChangeMulticast fan =
      new ChangeMulticast(Flux.defer(this::stream), Schedulers.immediate());
  private final List<Change> first = new ArrayList<>();
  private final List<Change> second = new ArrayList<>();

  private Flux<Change> stream() {
    Sinks.Many<Change> stream = Sinks.many().multicast().directBestEffort();
    streams.add(stream);
    return stream.asFlux();
  }

  @Test
  void allHearWhatTheOneStreamSays() {
    fan.changes().subscribe(first::add);
    fan.changes().subscribe(second::add);
    emit(OPENED, WRITTEN, BROKEN);

    assertThat(streams).hasSize(1);
    assertThat(first).containsExactly(OPENED, WRITTEN, BROKEN);
    assertThat(second).containsExactly(OPENED, WRITTEN, BROKEN);
  }

  @Test
  void whoComesLaterIsToldThatHintsFlowAndOnlyIfTheyDo() {
    fan.changes().subscribe(first::add);
    emit(OPENED, WRITTEN);
    fan.changes().subscribe(second::add);
    assertThat(second).containsExactly(OPENED);

    emit(BROKEN);
    List<Change> third = new ArrayList<>();
    fan.changes().subscribe(third::add);
    assertThat(third).isEmpty();
    emit(OPENED);
    assertThat(third).containsExactly(OPENED);
  }

  @Test
  void theStreamIsClosedWithTheLastSubscriberAndNothingIsKeptOfIt() {
    Disposable one = fan.changes().subscribe(first::add);
    Disposable two = fan.changes().subscribe(second::add);
    emit(OPENED);
    one.dispose();
    assertThat(streams.get(0).currentSubscriberCount()).isEqualTo(1);
    two.dispose();
    assertThat(streams.get(0).currentSubscriberCount()).isZero();

    first.clear();
    fan.changes().subscribe(first::add);
    assertThat(streams).hasSize(2);
    assertThat(first).as("the new stream is not open yet").isEmpty();
  }

  @Test
  void whatAClosedStreamSaysLateIsNotTakenForTheNextOne() {
    List<CoreSubscriber<? super Change>> late = new ArrayList<>();
    ChangeMulticast slow =
        new ChangeMulticast(
            new Flux<>() {
              @Override
              public void subscribe(CoreSubscriber<? super Change> actual) {
                actual.onSubscribe(Operators.emptySubscription());
                late.add(actual);
              }
            },
            Schedulers.immediate());
    slow.changes().subscribe(first::add).dispose();

    late.get(0).onNext(OPENED);
    slow.changes().subscribe(second::add);

    assertThat(second).doesNotContain(OPENED);
  }

  @Test
  void whoAsksForNothingDelaysNobodyAndMissesNothing() {
    List<Change> late = new ArrayList<>();
    BaseSubscriber<Change> idle =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
            // requests nothing yet
          }

          @Override
          protected void hookOnNext(Change change) {
            late.add(change);
          }
        };
    fan.changes().subscribe(idle);
    fan.changes().subscribe(first::add);
    emit(OPENED);
    for (int i = 0; i < 1000; i++) {
      emit(WRITTEN);
    }

    assertThat(first).hasSize(1001);
    assertThat(late).isEmpty();
    idle.requestUnbounded();
    assertThat(late).hasSize(1001);
  }

  @Test
  void afterTheEndNothingIsOpenedAndNobodyIsToldAnything() {
    fan.changes().subscribe(first::add);
    fan.close();
    fan.changes().subscribe(second::add);
    emit(OPENED);

    assertThat(streams).hasSize(1);
    assertThat(first).isEmpty();
    assertThat(second).isEmpty();
  }

  private void emit(Change... changes) {
    for (Change change : changes) {
      streams.get(streams.size() - 1).tryEmitNext(change);
    }
  }
}
