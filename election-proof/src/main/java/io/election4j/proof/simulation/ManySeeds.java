package io.election4j.proof.simulation;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Runs many seeds on some threads, and sums up what happened. */
final class ManySeeds {

  private final LongFunction<Options> options;
  private final Map<Long, String> violations = new ConcurrentSkipListMap<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong cpuNanos = new AtomicLong();

  /**
   * Prepares to run.
   *
   * @param options of each seed
   */
  ManySeeds(LongFunction<Options> options) {
    this.options = options;
  }

  /** Runs so many seeds from the first one on; returns the sum of those that violate nothing. */
  Figures run(long first, long seeds, int threads) throws InterruptedException {
    Figures[] sums = new Figures[threads];
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int number = i;
      running[i] = new Thread(() -> sums[number] = some(first, seeds), "simulation-" + i);
      running[i].start();
    }
    Figures all = Figures.none();
    for (int i = 0; i < threads; i++) {
      running[i].join();
      all = all.plus(sums[i]);
    }
    return all;
  }

  private Figures some(long first, long seeds) {
    Figures sum = Figures.none();
    for (long n = next.getAndIncrement(); n < seeds; n = next.getAndIncrement()) {
      sum = sum.plus(one(first + n));
    }
    cpuNanos.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    return sum;
  }

  private Figures one(long seed) {
    Simulation simulation = new Simulation(seed, options.apply(seed), Transcript.unwanted());
    try {
      return simulation.run();
    } catch (RuntimeException violation) {
      violations.put(seed, violation.toString());
      return simulation.figures();
    }
  }

  /** Returns how long the threads that ran seeds had a processor, all together. */
  long cpuNanos() {
    return cpuNanos.get();
  }

  /** Returns the seeds that violate an invariant, in their order, and how. */
  Map<Long, String> violations() {
    return violations;
  }
}
