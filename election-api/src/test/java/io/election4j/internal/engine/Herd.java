package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.Timing;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Many engines that follow one election on a store that pushes, in virtual time: a write takes w
 * and up to a half more, a read a third of that; what is written is pushed to all once it is
 * answered, and heard by each within a span of its own.
 */
final class Herd {

  static final String ELECTION = "a";
  private static final Timing TIMING = Timing.ofLease(Duration.ofSeconds(15));

  private record Due(long nanos, long order, Runnable task) {}

  /**
   * What one vacancy caused.
   *
   * @param lost claims that won nothing
   * @param took from the vacancy until somebody led
   */
  record Rush(int lost, Duration took) {}

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final StoreAnswers answers = new StoreAnswers(store);
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
  private final List<Member> members = new ArrayList<>();
  private final Random random;
  private final long writeNanos;
  private final long hearNanos;
  private long nanos;
  private long orders;
  private int lost;
  private int looks;
  private Member leader;
  private long ledSince;

  /**
   * Creates a herd of followers of an election which none of them has led.
   *
   * @param write w
   * @param hear how much later than the first one the last one hears of a change
   */
  Herd(int size, Duration write, Duration hear, long seed) {
    random = new Random(seed);
    writeNanos = write.toNanos();
    hearNanos = hear.toNanos();
    store.create(List.of(ELECTION)).block();
    leader = new Member(size);
    leader.take(new Input.Join(ELECTION, true));
    passUntilLed();
    for (int i = 0; i < size; i++) {
      members.add(new Member(i));
      members.get(i).take(new Input.Join(ELECTION, true));
    }
    pass(Duration.ofSeconds(5));
    members.add(leader);
  }

  /** Lets the leader leave, and stand again a while after another one leads. */
  Rush changeLeader() {
    Member leaves = leader;
    leader = null;
    lost = 0;
    leaves.take(new Input.Leave(ELECTION));
    leaves.take(new Input.WorkStopped(ELECTION, record().term()));
    while (record().holder() != null) {
      next();
    }
    long vacant = nanos;
    passUntilLed();
    long took = ledSince - vacant;
    pass(Duration.ofSeconds(4));
    leaves.take(new Input.Join(ELECTION, true));
    pass(Duration.ofSeconds(1));
    return new Rush(lost, Duration.ofNanos(took));
  }

  /** Returns how often somebody looked who else is there, so far. */
  int looks() {
    return looks;
  }

  private ElectionRecord record() {
    return store.observe(null, List.of(), List.of(ELECTION)).block().records().get(0);
  }

  private void passUntilLed() {
    while (leader == null || ledSince == 0) {
      next();
    }
  }

  private void pass(Duration span) {
    long end = nanos + span.toNanos();
    while (due.peek().nanos() < end) {
      next();
    }
    nanos = end;
  }

  private void next() {
    Due next = due.remove();
    nanos = Math.max(nanos, next.nanos());
    next.task().run();
  }

  private void in(long span, Runnable task) {
    due.add(new Due(nanos + span, orders++, task));
  }

  private final class Member {

    private final Engine engine;
    private long ids;
    private long wakes;

    Member(int number) {
      EngineConfig config = EngineConfig.of(TIMING, Candidate.named("candidate-" + number));
      engine = new Engine(config, () -> new LeaseId(new UUID(random.nextLong(), ++ids)), now());
      take(new Input.Tick());
      take(new Input.Push(true));
    }

    private ClockReading now() {
      return new ClockReading(nanos, nanos / 1_000_000);
    }

    void take(Input input) {
      Step step = engine.step(input, now());
      step.actions().forEach(this::ask);
      for (EngineEvent event : step.events()) {
        if (event instanceof EngineEvent.Elected) {
          leader = this;
          ledSince = nanos;
        }
      }
      long wake = ++wakes;
      in(
          Math.max(0, step.wakeNanos() - nanos),
          () -> {
            if (wake == wakes) {
              take(new Input.Tick());
            }
          });
    }

    private void ask(StoreRequest action) {
      boolean reads =
          action instanceof StoreRequest.Observe || action instanceof StoreRequest.ListLeases;
      looks += action instanceof StoreRequest.ListLeases ? 1 : 0;
      long takes = (long) (writeNanos * (1 + random.nextDouble() / 2)) / (reads ? 3 : 1);
      in(
          takes / 2,
          () -> {
            Input.Reply reply = answers.to(action, UnaryOperator.identity());
            in(takes - takes / 2, () -> answered(action, reply));
          });
    }

    private void answered(StoreRequest action, Input.Reply reply) {
      if (reply instanceof Input.Written written) {
        lost += action instanceof StoreRequest.Claim && written.applied().isEmpty() ? 1 : 0;
        written.applied().forEach(record -> toAll(member -> member.take(new Input.Hint(record))));
      }
      take(reply);
    }

    private void toAll(Consumer<Member> change) {
      for (Member member : members) {
        in((long) (hearNanos * random.nextDouble()), () -> change.accept(member));
      }
    }
  }
}
