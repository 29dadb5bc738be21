package io.election4j.spring;

import static java.util.Objects.requireNonNull;

import io.election4j.Candidacy;
import io.election4j.Elections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Joins elections when the context starts, after a web server has, and drains them when it stops,
 * before a web server refuses requests.
 */
final class ElectionLifecycle
    implements SmartLifecycle, ApplicationContextAware, ApplicationListener<ContextClosedEvent> {

  /** Web servers start at {@code MAX_VALUE - 2048} and drain at {@code MAX_VALUE - 1024}. */
  static final int PHASE = Integer.MAX_VALUE - 512;

  private static final Logger LOG = LoggerFactory.getLogger(EnableElections.class);

  private final LeaderGates gates;
  private final ElectionEvents events;
  private final WorkMeasures measures;
  private @Nullable ApplicationContext context;
  private @Nullable Elections elections;
  private volatile boolean running;

  ElectionLifecycle(LeaderGates gates, ElectionEvents events, WorkMeasures measures) {
    this.gates = gates;
    this.events = events;
    this.measures = measures;
  }

  @Override
  public void setApplicationContext(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void start() {
    if (elections == null) {
      joinAll(requireNonNull(context));
    } else {
      elections.resume().subscribe(done -> {}, failure -> LOG.warn("Not resumed", failure));
    }
    running = true;
  }

  private void joinAll(ApplicationContext beans) {
    Elections joined = beans.getBean(Elections.class);
    ElectionJoins joins =
        beans.getBeanProvider(ElectionJoins.class).getIfUnique(ElectionJoins::none);
    Candidacy candidacy = joins.candidacy();
    ForElectionWorkers workers = ForElectionWorkers.in(beans);
    elections = joined;
    events.release();
    joins.elections().forEach(election -> joined.join(election, candidacy));
    gates.joinWith(gate -> joined.join(gate.election(), candidacy).lead(gate));
    workers.register(joined, candidacy, measures);
  }

  /** Work that a scheduler waits for in an earlier phase is told to stop by then. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (running && event.getApplicationContext() == context) {
      drain(() -> {});
    }
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable callback) {
    running = false;
    drain(callback);
  }

  /** The context bounds how long it waits; what is not done then, closing the elections does. */
  private void drain(Runnable callback) {
    if (elections == null) {
      callback.run();
      return;
    }
    elections
        .drain()
        .doOnError(failure -> LOG.warn("Not drained", failure))
        .onErrorComplete()
        .doFinally(signal -> callback.run())
        .subscribe();
  }
}
