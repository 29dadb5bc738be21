package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.jvm.PollBenchmark;
import io.election4j.bench.jvm.ValidityBenchmark;
import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What runs in the virtual machine alone. */
final class Validity implements Scenario {

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public String about() {
    return "Measured by JMH with its GC profiler. isValid() beside nanoTime() +"
        + " currentTimeMillis(); and what a leader and a follower of N elections do together, in"
        + " virtual time on a store in memory, in one poll and the part of a heartbeat that falls"
        + " to it.";
  }

  @Override
  public boolean needsServer() {
    return false;
  }

  @Override
  public void run(Stage stage) throws RunnerException {
    for (Class<?> benchmark : new Class<?>[] {ValidityBenchmark.class, PollBenchmark.class}) {
      for (RunResult result : measure(stage, benchmark)) {
        report(stage, result);
      }
    }
    double clocks = stage.value("clocks", "", "time");
    double valid = stage.value("isValid", "", "time");
    stage.add(Goal.atMost("P8", "isValid() to reading both clocks", "", valid / clocks, 1.5));
    // The profiler spreads what its own threads allocate over all calls.
    double noise = stage.value("clocks", "", "allocated");
    double bytes = Math.max(0, stage.value("isValid", "", "allocated") - noise);
    String text = "allocated by isValid(), beyond the profiler's noise";
    stage.add(Goal.atMost("P8", text, "B", bytes, 0.01));
  }

  private static Collection<RunResult> measure(Stage stage, Class<?> benchmark)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName().replace("$", "\\$"))
                .addProfiler(GCProfiler.class)
                .forks(stage.quickOr(1, 3))
                .warmupIterations(stage.quickOr(3, 5))
                .warmupTime(ITERATION)
                .measurementIterations(stage.quickOr(3, 10))
                .measurementTime(ITERATION)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private static void report(Stage stage, RunResult result) {
    String name = result.getPrimaryResult().getLabel();
    String number = result.getParams().getParam("elections");
    String setting = number == null ? "" : number;
    String unit = result.getPrimaryResult().getScoreUnit().replace("/op", "");
    double[] interval = result.getPrimaryResult().getScoreConfidence();
    int count = (int) result.getPrimaryResult().getSampleCount();
    double score = result.getPrimaryResult().getScore();
    stage.add(new Figure(name, setting, "time", unit, score, interval[0], interval[1], count));
    double bytes = Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore();
    stage.add(Figure.once(name, setting, "allocated", "B", bytes));
  }
}
