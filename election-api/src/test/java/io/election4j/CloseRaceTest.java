package io.election4j;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.election4j.internal.Await;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Whatever is called while elections are closed, at every point of either, comes to an end. */
@Timeout(300)
class CloseRaceTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration START = Duration.ofSeconds(2);
  private static final String NAME = "books";

  /** A call under test; what it returns must end. */
  private interface Call {
    Publisher<?> on(World world) throws Exception;
  }

  /** One process in time that can be interrupted at any point. */
  private static final class World {
    final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    final InterruptedTime time = new InterruptedTime(clock);
    final InMemoryLeaseStore data = InMemoryLeaseStore.create();
    final Elections process =
        Elections.builder(data.connect())
            .candidate(Candidate.named("a"))
            .memberOf("g")
            .scheduler(time)
            .callbacks(time)
            .workers(time::schedule)
            .build();
    final Election election = process.join(NAME);
    final Leadership leadership;
    final List<String> ends = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    int begun;

    World() {
      clock.advanceTimeBy(START);
      leadership = election.leadership().orElseThrow();
    }

    void call(Call call) {
      begun++;
      try {
        Flux.from(call.on(this))
            .subscribe(
                value -> {},
                failure -> ends.add(String.valueOf(failure)),
                () -> ends.add("completed"));
      } catch (Exception refused) {
        ends.add(String.valueOf(refused));
      }
    }

    void close() {
      call(world -> world.process.closeLater());
    }

    /** Campaigns on a thread of its own, and returns once that waits or has ended. */
    Publisher<?> campaign() {
      CountDownLatch over = new CountDownLatch(1);
      List<Throwable> thrown = new ArrayList<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  election.campaign(leadership -> {});
                } catch (Throwable failure) {
                  thrown.add(failure);
                }
                over.countDown();
              });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
      Await.until(
          () ->
              over.getCount() == 0
                  || thread.getState() == Thread.State.WAITING && atRest(thread.getStackTrace()));
      return Mono.create(
          sink -> {
            thrown.forEach(sink::error);
            whenOver.add(() -> end(over, thrown));
            sink.success();
          });
    }

    private final List<Runnable> whenOver = new ArrayList<>();

    private static boolean atRest(StackTraceElement[] stack) {
      return Stream.of(stack)
          .anyMatch(
              at -> (at.getFileName() + " " + at.getMethodName()).equals("Campaign.java take"));
    }

    private static void end(CountDownLatch over, List<Throwable> thrown) {
      Await.on(over);
      assertThat(thrown).isEmpty();
    }

    void finish() {
      clock.advanceTimeBy(LONG);
      whenOver.forEach(Runnable::run);
    }
  }

  private final List<Throwable> dropped = new CopyOnWriteArrayList<>();

  @BeforeEach
  void hearWhatIsDropped() {
    Hooks.onErrorDropped(dropped::add);
  }

  @AfterEach
  void nothingIsDropped() {
    Hooks.resetOnErrorDropped();
    assertThat(dropped).isEmpty();
  }

  private static final Map<String, Call> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("campaign", World::campaign);
    CALLS.put("lead", world -> disposed(world.election.lead(new Idle())));
    CALLS.put("lead, kept", world -> done(world.election.lead(new Idle())));
    CALLS.put("follow", world -> done(world.election.follow(new Idle.Follower())));
    CALLS.put("whileLeading", world -> world.election.whileLeading(l -> Mono.never()));
    CALLS.put(
        "whileLeading, cancelled",
        world -> disposed(world.election.whileLeading(l -> Mono.never()).subscribe()));
    CALLS.put("callWhileLeading", world -> world.election.callWhileLeading(l -> 1));
    CALLS.put("events", world -> world.election.events());
    CALLS.put("all events", world -> world.process.events());
    CALLS.put("storeEvents", world -> world.process.storeEvents());
    CALLS.put("trustedUntil", world -> trustedUntil(world.process));
    CALLS.put("participantChanges", world -> world.process.participantChanges());
    CALLS.put("prepared", world -> world.process.prepared());
    CALLS.put("join", world -> world.process.join("other").events());
    CALLS.put("join and leave", world -> world.process.join("other").leave());
    CALLS.put("observe", world -> world.process.observe("other").events());
    CALLS.put("leave and join again", CloseRaceTest::again);
    CALLS.put("joinMatching", world -> world.process.joinMatching("b"));
    CALLS.put("leave", world -> world.election.leave());
    CALLS.put("stepDown", world -> world.election.stepDown(Duration.ofSeconds(1)));
    CALLS.put("transferTo", world -> world.election.transferTo("b"));
    CALLS.put("drain", world -> world.process.drain());
    CALLS.put("drain and resume", CloseRaceTest::drainAndResume);
    CALLS.put("request", world -> world.process.request(NAME, Request.resign("b")));
    CALLS.put("ready", world -> world.leadership.ready());
    CALLS.put("proclaim", world -> world.leadership.proclaim("value"));
    CALLS.put("closeLater", world -> world.process.closeLater());
    CALLS.put("group", CloseRaceTest::group);
    CALLS.put("group of a gone election", CloseRaceTest::groupWork);
    CALLS.put("status", CloseRaceTest::status);
  }

  static Stream<String> calls() {
    return CALLS.keySet().stream();
  }

  private static Mono<Void> disposed(reactor.core.Disposable work) {
    work.dispose();
    return Mono.empty();
  }

  private static Mono<Void> done(Object any) {
    return Mono.empty();
  }

  private static Publisher<?> again(World world) {
    Mono<Void> left = world.election.leave();
    left.subscribe();
    Election again = world.process.join(NAME);
    return Flux.merge(left, again.events(), again.leave());
  }

  private static Publisher<?> drainAndResume(World world) {
    Mono<Void> drained = world.process.drain().onErrorComplete(IllegalStateException.class);
    Flux<Void> both = Flux.merge(drained, drained);
    return Flux.merge(both, world.process.resume());
  }

  private static Publisher<?> group(World world) {
    ElectionGroup group = world.process.group("g", List.of("g/1", "g/2"));
    group.members();
    group.owners();
    return Flux.merge(group.whileLeading(l -> Mono.never()), group.leave());
  }

  private static Publisher<?> groupWork(World world) {
    return world.process.group("g", List.of("g/1")).whileLeading(l -> Mono.just(1));
  }

  private static Publisher<?> status(World world) {
    world.election.status();
    world.election.leader();
    world.process.participants();
    world.process.status();
    return Mono.empty();
  }

  /** Of these, one call may say so: nobody can join, lead or ask after the end. */
  private static void ended(String name, String when, World world) {
    assertThat(world.ends).as("%s, %s", name, when).hasSize(world.begun);
    for (String end : world.ends) {
      if (!end.equals("completed")
          && !end.startsWith("java.lang.IllegalStateException: election '")
          && !end.startsWith("java.lang.IllegalStateException: the leadership of election '")
          && !end.startsWith("java.lang.IllegalStateException: these elections are closed")) {
        fail("%s, %s: ended with %s", name, when, end);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whateverIsCalledAtAnyPointOfClosingEndsQuietly(String name) {
    Call call = CALLS.get(name);
    boolean interrupted = true;
    for (int point = 0; interrupted; point++) {
      World world = new World();
      world.time.interrupt(point, () -> world.call(call));
      world.close();
      world.clock.advanceTimeBy(LONG);
      interrupted = world.time.interrupted();
      if (!interrupted) {
        // After the end, then.
        world.call(call);
        assertThat(point).isGreaterThan(10);
      }
      world.finish();
      ended(name, "called at point " + point + " of closing", world);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void closingAtAnyPointOfACallEndsBoth(String name) {
    Call call = CALLS.get(name);
    for (int point = 0; point < 60; point++) {
      World world = new World();
      world.time.interrupt(point, world::close);
      world.call(call);
      world.clock.advanceTimeBy(LONG);
      if (!world.time.interrupted()) {
        world.close();
      }
      world.finish();
      ended(name, "closed at point " + point, world);
    }
  }

  private static final class Idle implements LeaderWorker {
    @Override
    public void start(Leadership leadership) {}

    @Override
    public void stop(Leadership leadership) {}

    static final class Follower implements FollowerWorker {
      @Override
      public void start(Leader leader) {}

      @Override
      public void stop(Leader leader) {}
    }
  }
}
