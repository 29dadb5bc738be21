package io.election4j.proof.chaos;

import static io.election4j.servers.proxy.Direction.ANSWER;
import static io.election4j.servers.proxy.Direction.REQUEST;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.Waiting;
import io.election4j.servers.processes.Freeze;
import io.election4j.servers.proxy.Direction;
import io.election4j.servers.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Harm done to candidates' processes, and to the way between them and the server. */
final class CandidateFaults {

  private CandidateFaults() {}

  /** Returns what can be done to candidates of any store. */
  static List<ChaosFault> all() {
    return Stream.concat(ofProcesses().stream(), ofNetworks().stream()).toList();
  }

  private static List<ChaosFault> ofProcesses() {
    return List.of(
        new ChaosFault("kill", 0, 0.5, CandidateFaults::kill),
        new ChaosFault("resign", 0, 0.5, CandidateFaults::resign),
        new ChaosFault("freeze", 0.05, 0.8, CandidateFaults::freeze),
        new ChaosFault("freeze-long", 1.05, 2.2, CandidateFaults::freeze),
        new ChaosFault("defy", 1.2, 2.5, CandidateFaults::defy));
  }

  /** SIGKILL. */
  private static AutoCloseable kill(Scene scene) {
    scene.target().process().kill();
    return scene::replace;
  }

  /** SIGTERM: it leaves in good order. */
  private static AutoCloseable resign(Scene scene) {
    scene.target().process().ask();
    return scene::replace;
  }

  private static AutoCloseable freeze(Scene scene) throws Exception {
    return Freeze.of(scene.target().process().pid());
  }

  /** It is cut off for so long that another may lead, and works on meanwhile, and after that. */
  private static AutoCloseable defy(Scene scene) {
    CandidateView target = scene.target();
    target.process().tell(ChaosCandidate.DEFY);
    boolean answersOnly = scene.random().nextBoolean();
    Direction held = answersOnly ? Direction.ANSWER : Direction.REQUEST;
    target.ways().forEach(way -> way.hold(held));
    return () -> {
      target.ways().forEach(FaultProxy::heal);
      // Its work goes on with the way to the server open: what it writes now must be refused.
      Waiting.pass(scene.lease().dividedBy(4));
      target.process().tell(ChaosCandidate.OBEY);
    };
  }

  // == Networks ==

  private static List<ChaosFault> ofNetworks() {
    return List.of(
        fault("cut", 0, 0.2, (proxy, chance) -> proxy.cut()),
        fault("requests-held", 0.1, 1.6, (proxy, chance) -> proxy.hold(REQUEST)),
        fault("answers-held", 0.1, 1.6, (proxy, chance) -> proxy.hold(ANSWER)),
        fault("requests-lost", 0.1, 1.6, (proxy, chance) -> proxy.lose(REQUEST)),
        fault("answers-lost", 0.1, 1.6, (proxy, chance) -> proxy.lose(ANSWER)),
        fault("black-hole", 0.1, 1.6, (proxy, chance) -> proxy.blackHole()),
        fault("delay", 0.3, 1.6, CandidateFaults::delay),
        fault("throttle", 0.3, 1.6, (proxy, chance) -> proxy.throttle(500 + chance.nextInt(5_000))),
        fault(
            "reply-lost", 0.1, 1, (proxy, chance) -> proxy.cutBeforeAnswer(1 + chance.nextInt(9))),
        fault("connections-used-up", 0.2, 1.6, CandidateFaults::useUp));
  }

  /** Up to half an operation's usual time-out each way, and now and then more. */
  private static void delay(FaultProxy proxy, Random chance) {
    int most = chance.nextInt(4) == 0 ? 600 : 120;
    Duration jitter = Duration.ofMillis(1 + chance.nextInt(most));
    proxy.delay(Duration.ofMillis(1 + chance.nextInt(most)), jitter);
  }

  /** All connections break, and too few can be made again. */
  private static void useUp(FaultProxy proxy, Random chance) {
    proxy.limit(chance.nextInt(2));
    proxy.cut();
  }

  private static ChaosFault fault(String name, double least, double most, Disturbance disturbance) {
    return new ChaosFault(name, least, most, scene -> disturb(scene, disturbance));
  }

  private static AutoCloseable disturb(Scene scene, Disturbance disturbance) {
    List<FaultProxy> ways =
        scene.targets().stream().flatMap(target -> some(target.ways(), scene.random())).toList();
    ways.forEach(way -> disturbance.of(way, scene.random()));
    return () -> ways.forEach(FaultProxy::heal);
  }

  /** All ways to a server, or the one to a member of it. */
  private static Stream<FaultProxy> some(List<FaultProxy> ways, Random chance) {
    boolean all = ways.size() == 1 || chance.nextBoolean();
    return all ? ways.stream() : Stream.of(ways.get(chance.nextInt(ways.size())));
  }

  private interface Disturbance {
    void of(FaultProxy proxy, Random chance);
  }
}
