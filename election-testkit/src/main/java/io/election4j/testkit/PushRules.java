package io.election4j.testkit;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** L19: hints of changes, from stores that push them. */
abstract class PushRules extends Rules {

  @Test
  final void L19_openedComesFirst() {
    heldBy(opened());
    try (Hints hints = hints(store())) {
      hints.opened();
    }
  }

  @Test
  final void L19_everyKindOfWriteIsPushedAsStored() {
    Lease me = opened();
    try (Hints hints = hints(store()).opened()) {
      assertFollowed(hints, store(), me);
    }
  }

  @Test
  final void L19_writesOfAnotherStoreArePushed() {
    Lease me = opened();
    try (Hints hints = hints(store()).opened()) {
      assertFollowed(hints, other(), me);
    }
  }

  @Test
  final void L19_everySubscriberIsTold() {
    try (Hints first = hints(store()).opened();
        Hints second = hints(store()).opened();
        Hints third = hints(other()).opened()) {
      ElectionRecord won = heldBy(opened());
      List.of(first, second, third).forEach(hints -> hints.tellOf(List.of(won)));
    }
  }

  @Test
  final void L19_everyRecordOfABatchIsPushed() {
    List<String> names = Samples.elections(300);
    store().create(names);
    Lease me = opened();
    try (Hints hints = hints(other()).opened()) {
      List<ElectionRecord> created = names.stream().map(ElectionRecord::created).toList();
      hints.tellOf(store().claim(me, created));
    }
  }

  @Test
  final void L19_whoSubscribesAgainIsToldAgain() {
    hints(store()).opened().close();
    Lease me = opened();
    try (Hints hints = hints(store()).opened()) {
      assertFollowed(hints, other(), me);
    }
  }

  @Test
  final void L19_aSubscriberWhoAsksForNothingDelaysNobody() {
    BaseSubscriber<ChangePush.Change> idle =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            // requests nothing
          }
        };
    pushOfAll(store()).changes().subscribe(idle);
    Lease me = opened();
    try (Hints hints = hints(store()).opened()) {
      for (int i = 0; i < 4; i++) {
        assertFollowed(hints, store(i), me);
      }
    } finally {
      idle.cancel();
    }
  }

  /** Takes an election through a term, one write after the other, and expects the hint of each. */
  private static void assertFollowed(Hints hints, BlockingStore writer, Lease me) {
    ElectionRecord record = ElectionRecord.created(Samples.election());
    writer.create(List.of(record.election()));
    hints.tellOf(List.of(record));
    record = writer.take(me, record);
    hints.tellOf(List.of(record));
    record = writer.change(new Amendment.Publish(record, Samples.candidate(), "new"));
    hints.tellOf(List.of(record));
    record = writer.change(new Amendment.Vacate(record));
    hints.tellOf(List.of(record));
    record = writer.change(new Amendment.Ask(writer.take(me, record), Request.resign("somebody")));
    hints.tellOf(List.of(record));
  }

  private Hints hints(BlockingStore store) {
    return new Hints(pushOfAll(store), patience());
  }
}
