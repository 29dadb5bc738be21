package io.election4j.testkit.chaos;

import static io.election4j.testkit.proxy.Direction.ANSWER;
import static io.election4j.testkit.proxy.Direction.REQUEST;

import io.election4j.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Harm done to the way between candidates and the server. */
final class NetworkFaults {

  private NetworkFaults() {}

  static List<Fault> all() {
    return List.of(
        fault("cut", 0, 0.2, (proxy, chance) -> proxy.cut()),
        fault("requests-held", 0.1, 1.6, (proxy, chance) -> proxy.hold(REQUEST)),
        fault("answers-held", 0.1, 1.6, (proxy, chance) -> proxy.hold(ANSWER)),
        fault("requests-lost", 0.1, 1.6, (proxy, chance) -> proxy.lose(REQUEST)),
        fault("answers-lost", 0.1, 1.6, (proxy, chance) -> proxy.lose(ANSWER)),
        fault("black-hole", 0.1, 1.6, (proxy, chance) -> proxy.blackHole()),
        fault("delay", 0.3, 1.6, NetworkFaults::delay),
        fault("throttle", 0.3, 1.6, (proxy, chance) -> proxy.throttle(500 + chance.nextInt(5_000))),
        fault(
            "reply-lost", 0.1, 1, (proxy, chance) -> proxy.cutBeforeAnswer(1 + chance.nextInt(9))),
        fault("connections-used-up", 0.2, 1.6, NetworkFaults::useUp));
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

  private static Fault fault(String name, double least, double most, Disturbance disturbance) {
    return new Fault(name, least, most, scene -> disturb(scene, disturbance));
  }

  private static AutoCloseable disturb(Scene scene, Disturbance disturbance) {
    List<Actor> targets = scene.targets();
    targets.forEach(target -> disturbance.of(target.proxy(), scene.random()));
    return () -> targets.forEach(target -> target.proxy().heal());
  }

  private interface Disturbance {
    void of(FaultProxy proxy, Random chance);
  }
}
