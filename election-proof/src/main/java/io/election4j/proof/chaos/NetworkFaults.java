package io.election4j.proof.chaos;

import static io.election4j.servers.proxy.Direction.ANSWER;
import static io.election4j.servers.proxy.Direction.REQUEST;

import io.election4j.servers.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Harm done to the way between candidates and the server. */
final class NetworkFaults {

  private NetworkFaults() {}

  static List<ChaosFault> all() {
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
