package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** L30: rings, from stores that push no more than that something may have changed. */
abstract class RingRules extends Rules {

  @Test
  final void L30_openedComesFirstAndSaysThatNotAllIsTold() {
    heldBy(opened());
    try (Hints hints = rings(store())) {
      assertThat(hints.awaitOpened().complete())
          .as("check that nobody is made to poll less than without a push")
          .isFalse();
    }
  }

  @Test
  final void L30_writesOfALeaderAreRungWhereItsLeaseWasObserved() {
    try (Hints writes = rings(store());
        Hints hints = rings(other()).opened()) {
      writes.awaitOpened();
      assertRung(hints, other());
    }
  }

  @Test
  final void L30_everySubscriberIsRung() {
    try (Hints writes = rings(store());
        Hints first = rings(other()).opened();
        Hints second = rings(other()).opened()) {
      writes.awaitOpened();
      assertRung(first, other());
      assertRung(second, other());
    }
  }

  @Test
  final void L30_whoSubscribesAgainIsRungAgain() {
    rings(other()).opened().close();
    try (Hints writes = rings(store());
        Hints hints = rings(other()).opened()) {
      writes.awaitOpened();
      assertRung(hints, other());
    }
  }

  /** Writes again and again, since single rings may be lost. */
  private void assertRung(Hints hints, BlockingStore hearer) {
    Lease me = opened();
    ElectionRecord held = heldBy(me);
    hints.forget();
    long end = System.nanoTime() + patience().toNanos();
    boolean rung = false;
    for (int i = 0; !rung && System.nanoTime() < end; i++) {
      hearer.observe(null, List.of(me.id()), List.of());
      held = store().change(new Amendment.Publish(held, me.candidate(), "value " + i));
      rung = hints.rung(patience().dividedBy(10));
    }
    assertThat(rung)
        .as("check that whoever has observed a leader's lease hears when the leader writes")
        .isTrue();
  }

  private Hints rings(BlockingStore store) {
    ChangePush push = ability(store, ChangePush.class);
    Assumptions.assumeTrue(capabilities().rings(), "the store is not declared to ring");
    return new Hints(push, patience());
  }
}
