package io.election4j.testkit.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds on some threads, and counts what happened. */
final class ManySeeds {

  private final Options options;
  private final Map<Long, String> violations = new ConcurrentSkipListMap<>();

  ManySeeds(Options options) {
    this.options = options;
  }

  /** Runs seeds one after the other on each thread; returns the sum. */
  Figures run(long first, long seeds, int threads) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    Figures[] sums = new Figures[threads];
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int number = i;
      sums[number] = Figures.none();
      running[number] =
          new Thread(
              () -> {
                for (long n = next.getAndIncrement(); n < seeds; n = next.getAndIncrement()) {
                  sums[number] = sums[number].plus(run(first + n));
                }
              });
      running[number].start();
    }
    Figures all = Figures.none();
    for (int i = 0; i < threads; i++) {
      running[i].join();
      all = all.plus(sums[i]);
    }
    return all;
  }

  private Figures run(long seed) {
    Simulation simulation = new Simulation(seed, options, Transcript.unwanted());
    try {
      return simulation.run();
    } catch (RuntimeException violation) {
      violations.put(seed, violation.toString());
      return Figures.none();
    }
  }

  /** Returns the seeds that violate an invariant, in their order, and how. */
  Map<Long, String> violations() {
    return violations;
  }

  public static void main(String[] arguments) throws InterruptedException {
    ManySeeds all = new ManySeeds(Options.parse(arguments.length > 2 ? arguments[2] : ""));
    long begin = System.nanoTime();
    Figures figures =
        all.run(
            arguments.length > 1 ? Long.parseLong(arguments[1]) : 1,
            Long.parseLong(arguments[0]),
            2);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.println(
        figures.seen()
            + " in "
            + seconds
            + " s, speed "
            + figures.simulatedNanos() / 1e9 / seconds);
    System.out.println(figures.reach().byName());
    Map<String, Long> kinds = new java.util.TreeMap<>();
    Map<String, Long> firsts = new java.util.TreeMap<>();
    all.violations.forEach(
        (seed, text) -> {
          String k = text.replaceAll("^[^:]*: ([^:]*):.*", "$1");
          kinds.merge(k, 1L, Long::sum);
          firsts.putIfAbsent(k, seed);
        });
    System.out.println(all.violations.size() + " violations: " + kinds + " " + firsts);
    all.violations.entrySet().stream().limit(6).forEach(System.out::println);
    if (arguments.length > 3) {
      Transcript t = Transcript.ofLines(Integer.parseInt(arguments[3]));
      try {
        new Simulation(Long.parseLong(arguments[1]), all.options, t).run();
      } catch (RuntimeException e) {
        System.out.println(t.text() + e);
      }
    }
    System.exit(all.violations.isEmpty() ? 0 : 1);
  }
}
