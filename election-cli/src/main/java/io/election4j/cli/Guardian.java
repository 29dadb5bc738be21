package io.election4j.cli;

import io.election4j.cli.base.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small process of its own that runs one command for as long as it may, and no longer.
 *
 * <p>It is started with the grace in nanoseconds and the command as arguments, and reads orders
 * from its standard input, one a line:
 *
 * <ul>
 *   <li>{@code trust N}: the command may run until N. The first line must be one of these.
 *   <li>{@code stop N}: ask the command to stop now, and kill it at N if it still runs.
 * </ul>
 *
 * <p>N is a point on {@link System#nanoTime()}'s clock, which on Linux is the same for all
 * processes of a machine. Orders are absolute, so one that was read late extends nothing. At the
 * deadline less the grace every process of the command is asked to stop (SIGTERM), before the
 * deadline every one that is left is killed (SIGKILL), and so they are at once when the input ends,
 * that is when whoever gave the orders is dead. When the command ends, what it left running is
 * asked to stop, and killed after the grace. The exit code is the command's, or 128 + n if signal n
 * ended it.
 *
 * <p>SIGTERM, SIGINT and SIGHUP to this process change nothing: it ends when the command has.
 * SIGKILL to it kills the command's process group. It cannot act while it is stopped itself
 * (SIGSTOP) or while the whole machine is: then only the term protects what the command writes to.
 * Nor does it find a process that made itself a daemon, with a session of its own and no parent
 * left.
 */
final class Guardian {

  private static final Pattern ORDER = Pattern.compile("(trust|stop) (-?\\d{1,18})");
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Countdown countdown;
  private final ProcessGroup group;
  private final long graceNanos;
  private boolean asked;
  private boolean orphaned;

  private Guardian(ProcessGroup group, Countdown countdown, long graceNanos) {
    this.group = group;
    this.countdown = countdown;
    this.graceNanos = graceNanos;
  }

  /** What may happen while the command runs. */
  private enum Kind {
    TRUST,
    STOP,
    COMMAND_ENDED,
    INPUT_ENDED
  }

  private record Event(Kind kind, long nanos) {}

  /** Runs a command; see the class. */
  public static void main(String[] arguments) throws InterruptedException {
    surviveSignals();
    long graceNanos = Long.parseLong(arguments[0]);
    List<String> command = List.of(arguments).subList(1, arguments.length);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    int exitCode = ExitCode.CANNOT_RUN.code();
    try {
      exitCode = run(command, graceNanos, orders);
    } catch (IOException | RuntimeException unguarded) {
      System.err.println("election: the guardian cannot guard the command: " + unguarded);
    } finally {
      // With this process gone, whatever is left of the command is killed.
      Runtime.getRuntime().halt(exitCode);
    }
  }

  /** A hook that never returns keeps the process at work until it halts itself. */
  private static void surviveSignals() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(never::join));
  }

  private static int run(List<String> command, long graceNanos, BufferedReader orders)
      throws IOException, InterruptedException {
    Event order = parse(orders.readLine());
    Countdown countdown = new Countdown(graceNanos, order.nanos());
    // On a busy machine more may have been ordered before this process came to read it.
    while (order.kind() == Kind.TRUST && orders.ready()) {
      order = parse(orders.readLine());
      countdown.trustUntil(order.nanos());
    }
    if (order.kind() != Kind.TRUST || countdown.stopDue(System.nanoTime())) {
      return ExitCode.SIGNAL_BASE + 15;
    }
    return new Guardian(ProcessGroup.start(command), countdown, graceNanos).watch(orders);
  }

  private int watch(BufferedReader orders) throws InterruptedException {
    Process leader = group.leader();
    leader.onExit().thenRun(() -> events.add(new Event(Kind.COMMAND_ENDED, 0)));
    Thread reader = new Thread(() -> read(orders), "orders");
    reader.setDaemon(true);
    reader.start();
    group.rehearse();
    while (leader.isAlive() || group.alive()) {
      long now = System.nanoTime();
      if (orphaned || countdown.killDue(now)) {
        group.kill();
      } else if (!asked && countdown.stopDue(now)) {
        asked = true;
        group.terminate();
      }
      next();
    }
    group.release();
    return leader.waitFor();
  }

  /** Waits for what is due next; when the end is near or has come, looks again soon. */
  private void next() throws InterruptedException {
    long now = System.nanoTime();
    boolean ending = orphaned || !group.leader().isAlive() || countdown.killDue(now);
    long quiet = Math.max(0, countdown.quietNanos(now));
    Event event = events.poll(ending ? LOOK_NANOS : quiet, TimeUnit.NANOSECONDS);
    if (event != null) {
      on(event);
    }
  }

  private void on(Event event) {
    switch (event.kind()) {
      case TRUST -> countdown.trustUntil(event.nanos());
      case STOP -> countdown.stopBy(event.nanos());
      case COMMAND_ENDED -> countdown.stopBy(System.nanoTime() + graceNanos);
      case INPUT_ENDED -> orphaned = true;
    }
  }

  private void read(BufferedReader orders) {
    Event event;
    do {
      event = parse(readLine(orders));
      events.add(event);
    } while (event.kind() != Kind.INPUT_ENDED);
  }

  private static @Nullable String readLine(BufferedReader orders) {
    try {
      return orders.readLine();
    } catch (IOException broken) {
      return null;
    }
  }

  /** Whatever is not an order counts as the end of them. */
  private static Event parse(@Nullable String line) {
    Matcher order = ORDER.matcher(line == null ? "" : line);
    if (!order.matches()) {
      return new Event(Kind.INPUT_ENDED, 0);
    }
    Kind kind = order.group(1).equals("trust") ? Kind.TRUST : Kind.STOP;
    return new Event(kind, Long.parseLong(order.group(2)));
  }
}
