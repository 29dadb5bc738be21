package io.election4j.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for a command line that leads: a process that keeps a command under a guardian and
 * moves its deadline every 100 ms. Every deadline is printed before it is sent.
 */
final class Feeder {

  private Feeder() {}

  /** Arguments: the trust and the grace in milliseconds, then the command. */
  public static void main(String[] arguments) throws Exception {
    Duration trust = Duration.ofMillis(Long.parseLong(arguments[0]));
    Duration grace = Duration.ofMillis(Long.parseLong(arguments[1]));
    GuardedCommand command =
        GuardedCommand.start(
            List.of(arguments).subList(2, arguments.length),
            Map.of("ELECTION_NAME", "näme"),
            grace,
            deadline(trust));
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    timer.scheduleAtFixedRate(
        () -> command.trustUntil(deadline(trust)), 100, 100, TimeUnit.MILLISECONDS);
    System.exit(command.ended().get());
  }

  private static long deadline(Duration trust) {
    long nanos = System.nanoTime() + trust.toNanos();
    System.err.println("deadline " + nanos);
    return nanos;
  }
}
