package io.election4j.internal;

import io.election4j.internal.engine.Input;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ChangePush.Change;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Hears what a store tells of changes: the engine is told whether it does and what it tells, and
 * the log of when it does not. Everything happens on the engine's thread.
 */
final class PushedChanges {

  private final EngineLoop loop;
  private final Outages outages;
  private @Nullable Disposable subscription;
  private boolean flowing;
  private boolean over;

  PushedChanges(EngineLoop loop, Outages outages) {
    this.loop = loop;
    this.outages = outages;
  }

  void listen(ChangePush store) {
    subscription = store.changes().subscribe(change -> loop.execute(() -> heard(change)));
  }

  private void heard(Change change) {
    if (over) {
      return;
    }
    if (change instanceof Change.Written written) {
      loop.step(new Input.Hint(written.record()));
    } else if (change instanceof Change.Broken broken) {
      broken(broken.cause());
    } else {
      opened();
    }
  }

  /** Whatever follows is told to nobody but the log: one that was broken can break no more. */
  private void broken(Throwable cause) {
    outages.failed(cause);
    if (flowing) {
      flowing = false;
      loop.step(new Input.Push(false));
    }
  }

  private void opened() {
    flowing = true;
    stillFlowing();
    loop.after(outages.calm(), this::stillFlowing);
    loop.step(new Input.Push(true));
  }

  private void stillFlowing() {
    if (flowing && !over) {
      outages.answered();
    }
  }

  void end() {
    over = true;
    if (subscription != null) {
      subscription.dispose();
    }
  }
}
