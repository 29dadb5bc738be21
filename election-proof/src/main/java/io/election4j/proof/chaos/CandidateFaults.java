package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.Waiting;
import io.election4j.servers.processes.Freeze;
import io.election4j.servers.proxy.Direction;
import io.election4j.servers.proxy.FaultProxy;
import java.util.List;

/** Harm done to candidates' processes. */
final class CandidateFaults {

  private CandidateFaults() {}

  static List<ChaosFault> all() {
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
}
