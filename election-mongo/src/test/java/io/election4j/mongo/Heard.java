package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A subscriber of changes that keeps all it hears. */
final class Heard implements AutoCloseable {

  private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
  private final Disposable subscription;

  Heard(ChangePush store) {
    subscription = store.changes().subscribe(queue::add);
  }

  static Heard opened(ChangePush store) throws InterruptedException {
    Heard heard = new Heard(store);
    heard.next(Change.Opened.class);
    return heard;
  }

  /** Returns the next change of this kind, and forgets those before it. */
  <T extends Change> T next(Class<T> kind) throws InterruptedException {
    long deadline = System.nanoTime() + Some.PATIENCE.toNanos();
    while (true) {
      Change change = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(change).as("a change of kind %s, in time", kind.getSimpleName()).isNotNull();
      if (kind.isInstance(change)) {
        return kind.cast(change);
      }
    }
  }

  /** Waits for the hint of this record at this revision or a later one. */
  void written(ElectionRecord record) throws InterruptedException {
    while (true) {
      ElectionRecord heard = next(Change.Written.class).record();
      if (heard.election().equals(record.election()) && heard.revision() >= record.revision()) {
        return;
      }
    }
  }

  @Nullable Change within(Duration time) throws InterruptedException {
    return queue.poll(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    subscription.dispose();
  }
}
