package io.election4j.bench.jvm;

import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;

/** Asking whether one leads, beside reading the two clocks that it cannot do without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValidityBenchmark {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Elections elections = Elections.builder(InMemoryLeaseStore.create()).build();
  private Leadership leadership = lead(elections);

  private static Leadership lead(Elections elections) {
    Election election = elections.join("bench/valid");
    return Objects.requireNonNull(election.whileLeading(Mono::just).blockFirst(PATIENCE));
  }

  /** Fails early if there is nothing to measure. */
  @Setup
  public void require() {
    if (!leadership.isValid()) {
      leadership = lead(elections);
    }
  }

  /** Ends the elections. */
  @TearDown
  public void close() {
    elections.close();
  }

  /** Asks. */
  @Benchmark
  public boolean isValid() {
    return leadership.isValid();
  }

  /** Reads the clocks. */
  @Benchmark
  public long clocks() {
    return System.nanoTime() + System.currentTimeMillis();
  }
}
