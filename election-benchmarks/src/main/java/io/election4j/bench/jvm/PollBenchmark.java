package io.election4j.bench.jvm;

import io.election4j.bench.contest.Names;
import io.election4j.testkit.virtual.VirtualProcess;
import io.election4j.testkit.virtual.VirtualWorld;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The whole library but its store and its threads, in virtual time: what a leader and a follower of
 * many elections do together in one poll, and the part of a heartbeat that falls to it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PollBenchmark {

  private static final Duration START = Duration.ofSeconds(120);

  /** How many elections there are. */
  @Param({"1", "1000", "10000", "100000"})
  public int elections;

  private final VirtualWorld world = VirtualWorld.create();
  private Duration poll = Duration.ZERO;

  /** Lets the first process lead and the second one follow. */
  @Setup
  public void start() {
    VirtualProcess leader = world.process("leader");
    leader.elections().joinAll(Names.first(elections));
    world.pass(START);
    VirtualProcess follower = world.process("follower");
    follower.elections().joinAll(Names.first(elections));
    world.pass(START);
    poll = leader.elections().timing().poll();
  }

  /** Lets one poll pass. */
  @Benchmark
  public void poll() {
    world.pass(poll);
  }
}
