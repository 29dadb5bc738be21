package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.spring.LeaderOnly;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A call under one election that is in a call under another. */
class NestedInterruptionTest {

  static class Outer {

    private final Inner inner;
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    Outer(Inner inner) {
      this.inner = inner;
    }

    @LeaderOnly("outer")
    public String call() throws InterruptedException {
      String result = inner.call();
      told.add("inner returned " + result);
      new CountDownLatch(1).await();
      return "never";
    }
  }

  static class Inner {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    volatile boolean begun;

    @LeaderOnly("inner")
    public String call() throws InterruptedException {
      begun = true;
      told.add("begins");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException stopped) {
        told.add("interrupted");
        // The next interrupt is for the outer call, and is lost here.
        new CountDownLatch(1).await();
        throw stopped;
      }
      return "never";
    }
  }

  @Test
  void anInterruptForTheOuterOneIsNotLostInTheInnerOne() throws Exception {
    try (AnnotationConfigApplicationContext context = Contexts.of(Outer.class, Inner.class)) {
      context.refresh();
      Outer outer = context.getBean(Outer.class);
      Inner inner = Targets.of(context.getBean(Inner.class));
      Election first = Contexts.led(context, "outer");
      Election second = Contexts.led(context, "inner");
      CompletableFuture<String> call =
          CompletableFuture.supplyAsync(
              () -> {
                String result;
                do {
                  result = Gates.unchecked(outer::call);
                } while (!inner.begun);
                return "" + result;
              });
      assertThat(inner.told.poll(10, TimeUnit.SECONDS)).isEqualTo("begins");

      CompletableFuture<Void> innerDown = second.stepDown(Duration.ofHours(1)).toFuture();
      assertThat(inner.told.poll(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
      CompletableFuture<Void> outerDown = first.stepDown(Duration.ofHours(1)).toFuture();

      innerDown.get(10, TimeUnit.SECONDS);
      outerDown.get(10, TimeUnit.SECONDS);
      assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("null");
    }
  }
}
