package io.election4j;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.internal.Await;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whatever waits for leadership to end, called from whatever that has to wait for: it returns, or
 * throws, and somebody else can lead.
 */
@Timeout(300)
class SelfWaitTest {

  private static final String NAME = "books";
  private static final Duration T = Duration.ofSeconds(2);

  private static final Map<String, Place> PLACES = new LinkedHashMap<>();
  private static final Map<String, Wait> WAITS = new LinkedHashMap<>();

  /** Those that ask for nothing, or not of certain. */
  private static final Set<String> LEAVES_NOTHING = Set.of("request", "ready", "prepared");

  /** Where a call is made: runs it there once, when the process leads. */
  private interface Place {
    void run(World world, Runnable call) throws Exception;
  }

  /** What is waited for. */
  private interface Wait {
    void on(World world);
  }

  private final ExecutorService cases = Executors.newFixedThreadPool(16);

  @AfterEach
  void end() {
    cases.shutdownNow();
  }

  /** A process that leads, and a rival that would like to. */
  private static final class World {
    final InMemoryLeaseStore data = InMemoryLeaseStore.create();
    final ExecutorService single = Executors.newSingleThreadExecutor(World::daemon);
    final AtomicReference<Throwable> thrown = new AtomicReference<>();
    final CountDownLatch go = new CountDownLatch(1);
    final CountDownLatch over = new CountDownLatch(1);
    final Elections process;
    final Elections rival;
    final Election election;

    World(String place) {
      ElectionsBuilder builder =
          Elections.builder(data.connect())
              .candidate(Candidate.named("a"))
              .memberOf("g")
              .stopTimeout(Duration.ofMillis(500))
              .lease(T);
      if (place.contains("one thread")) {
        builder.callbacks(Schedulers.fromExecutor(single)).workers(single);
      }
      process = builder.build();
      rival = Elections.builder(data.connect()).candidate(Candidate.named("b")).lease(T).build();
      election = process.join(NAME);
    }

    static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "the-users");
      thread.setDaemon(true);
      return thread;
    }

    /** Makes the call, once the rival stands, too. */
    void call(Wait wait) {
      try {
        awaitGo();
        wait.on(this);
      } catch (Throwable failure) {
        thrown.set(failure);
        throw failure;
      } finally {
        over.countDown();
      }
    }

    /** Also on an interrupted thread, which stays so. */
    private void awaitGo() {
      boolean interrupted = Thread.interrupted();
      Await.on(go);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    Leadership leadership() {
      return election.leadership().orElseThrow(() -> new IllegalStateException("not leading"));
    }

    void end() {
      rival.closeLater().subscribe();
      process.closeLater().doFinally(end -> single.shutdown()).subscribe();
    }
  }

  static {
    PLACES.put("campaign", (world, call) -> campaign(world, l -> call.run()));
    PLACES.put(
        "campaign in a campaign",
        (world, call) -> campaign(world, outer -> world.election.campaign(inner -> call.run())));
    PLACES.put(
        "campaign, on an interrupted thread",
        (world, call) ->
            campaign(
                world,
                l -> {
                  Await.on(world.go);
                  Thread.currentThread().interrupt();
                  call.run();
                }));
    PLACES.put(
        "a thread that a campaign waits for",
        (world, call) -> campaign(world, l -> world.single.submit(call).get()));
    PLACES.put(
        "callWhileLeading",
        (world, call) -> world.election.callWhileLeading(called(call)).subscribe());
    PLACES.put(
        "callWhileLeading on one thread",
        (world, call) -> world.election.callWhileLeading(called(call)).subscribe());
    PLACES.put(
        "whoever gets the result of callWhileLeading",
        (world, call) ->
            world.election.callWhileLeading(l -> 1).subscribe(n -> call.run(), e -> {}));
    PLACES.put(
        "whileLeading",
        (world, call) ->
            world
                .election
                .whileLeading(
                    l -> {
                      call.run();
                      return Mono.never();
                    })
                .subscribe(n -> {}, e -> {}));
    PLACES.put(
        "whileLeading on one thread",
        (world, call) ->
            world.election.whileLeading(l -> Mono.fromRunnable(call)).subscribe(n -> {}, e -> {}));
    PLACES.put(
        "whileLeading, elsewhere",
        (world, call) ->
            world
                .election
                .whileLeading(l -> Mono.fromRunnable(call).subscribeOn(Schedulers.boundedElastic()))
                .subscribe(n -> {}, e -> {}));
    PLACES.put(
        "a cancelled whileLeading",
        (world, call) -> {
          CountDownLatch started = new CountDownLatch(1);
          Mono<Object> work = Mono.never().doOnCancel(call);
          world
              .election
              .whileLeading(l -> work.doOnSubscribe(now -> started.countDown()))
              .subscribe();
          started.await();
          world.go.await();
          world.election.stepDown(T).subscribe();
        });
    PLACES.put("a worker's start", (world, call) -> world.election.lead(worker(call, () -> {})));
    PLACES.put(
        "a worker's stop",
        (world, call) -> {
          CountDownLatch started = new CountDownLatch(1);
          world.election.lead(worker(started::countDown, call));
          started.await();
          world.go.await();
          world.election.stepDown(T).subscribe();
        });
    PLACES.put(
        "a follower's start",
        (world, call) -> {
          world.rival.join("other").events().ofType(Elected.class).blockFirst();
          world.process.observe("other").follow(follower(call));
        });
    PLACES.put(
        "a listener",
        (world, call) ->
            world.election.events().ofType(Elected.class).subscribe(e -> call.run(), e -> {}));
    PLACES.put(
        "a listener on one thread",
        (world, call) -> {
          world.election.whileLeading(l -> Mono.never()).subscribe();
          world.election.lead(worker(() -> {}, () -> {}));
          world.election.events().ofType(Elected.class).subscribe(e -> call.run(), e -> {});
        });
    PLACES.put(
        "a listener to participants",
        (world, call) ->
            world.process.participantChanges().take(1).subscribe(all -> call.run(), e -> {}));
    PLACES.put(
        "a listener to deadlines",
        (world, call) -> trustedUntil(world.process).take(1).subscribe(at -> call.run(), e -> {}));
    PLACES.put(
        "joinMatching",
        (world, call) ->
            world.process.joinMatching("b").take(1).subscribe(joined -> call.run(), e -> {}));
    PLACES.put(
        "prepared", (world, call) -> world.process.prepared().subscribe(n -> {}, e -> {}, call));
    PLACES.put(
        "a gate",
        (world, call) ->
            world.process.join("gated", Candidacy.plain().gatedBy(Mono.fromRunnable(call))));
    PLACES.put(
        "a group's work",
        (world, call) ->
            world
                .process
                .group("g", List.of("g/1"))
                .whileLeading(l -> Mono.fromRunnable(call))
                .subscribe(n -> {}, e -> {}));
    PLACES.put(
        "a shutdown hook's thread",
        (world, call) -> {
          campaign(world, l -> Await.interrupt());
          new Thread(call).start();
        });

    WAITS.put("close", world -> world.election.close());
    WAITS.put("close all", world -> world.process.close());
    WAITS.put("leave", world -> world.election.leave().block());
    WAITS.put("leave twice", world -> world.election.leave().then(world.election.leave()).block());
    WAITS.put("stepDown", world -> world.election.stepDown(T).block());
    WAITS.put("transferTo", world -> world.election.transferTo("b").block());
    WAITS.put("drain", world -> world.process.drain().block());
    WAITS.put("closeLater", world -> world.process.closeLater().block());
    WAITS.put("request", world -> world.process.request(NAME, Request.resign("b")).block());
    WAITS.put(
        "ready",
        world -> {
          world.leadership().ready().block();
          world.leadership().proclaim("x").block();
        });
    WAITS.put("prepared", world -> world.process.prepared().block());
  }

  private static void campaign(World world, Election.BlockingWork work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                world.election.campaign(work);
              } catch (Throwable failure) {
                world.thrown.set(failure);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static Election.BlockingCall<Integer> called(Runnable call) {
    return leadership -> {
      call.run();
      return 1;
    };
  }

  private static LeaderWorker worker(Runnable start, Runnable stop) {
    return new LeaderWorker() {
      @Override
      public void start(Leadership leadership) {
        start.run();
      }

      @Override
      public void stop(Leadership leadership) {
        stop.run();
      }
    };
  }

  private static FollowerWorker follower(Runnable start) {
    return new FollowerWorker() {
      @Override
      public void start(Leader leader) {
        start.run();
      }

      @Override
      public void stop(Leader leader) {}
    };
  }

  static Collection<String> waits() {
    return WAITS.keySet();
  }

  @ParameterizedTest
  @MethodSource("waits")
  void itReturnsAndSomebodyElseCanLead(String wait) throws Exception {
    Map<String, CompletableFuture<String>> outcomes = new LinkedHashMap<>();
    PLACES.forEach(
        (name, place) ->
            outcomes.put(
                name, CompletableFuture.supplyAsync(() -> outcome(name, place, wait), cases)));
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, CompletableFuture<String>> one : outcomes.entrySet()) {
      String outcome = one.getValue().get(200, TimeUnit.SECONDS);
      if (!outcome.isEmpty()) {
        wrong.add(wait + " in " + one.getKey() + ": " + outcome);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Returns what went wrong; nothing if nothing did. */
  private static String outcome(String name, Place place, String wait) {
    World world = new World(name);
    try {
      Await.until(() -> world.election.leadership().isPresent());
      start(() -> place.run(world, () -> world.call(WAITS.get(wait))));
      Election other = world.rival.join(NAME);
      world.go.countDown();
      if (!world.over.await(20, TimeUnit.SECONDS)) {
        return "never returned";
      }
      if (LEAVES_NOTHING.contains(wait)) {
        world.election.stepDown(T).subscribe();
      }
      if (!leads(other)) {
        return "nobody else can lead; threw " + world.thrown.get();
      }
      return "";
    } catch (Exception | AssertionError failure) {
      return failure.toString();
    } finally {
      world.end();
    }
  }

  private interface Start {
    void run() throws Exception;
  }

  private static void start(Start place) {
    Thread thread =
        new Thread(
            () -> {
              try {
                place.run();
              } catch (Exception failure) {
                throw new AssertionError(failure);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean leads(Election other) {
    return Flux.concat(Mono.justOrEmpty(other.leadership()), other.events().ofType(Elected.class))
            .next()
            .block(Duration.ofSeconds(20))
        != null;
  }
}
