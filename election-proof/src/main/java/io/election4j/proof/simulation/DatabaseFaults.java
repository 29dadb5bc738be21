package io.election4j.proof.simulation;

import io.election4j.proof.oracle.Backup;
import io.election4j.proof.oracle.ModelStore;
import io.election4j.proof.simulation.FaultSchedule.Injection;
import io.election4j.spi.LeaseId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What befalls the store, and so everybody. */
final class DatabaseFaults {

  private final Simulation world;
  private final FaultSchedule schedule;
  private final ModelStore store;

  DatabaseFaults(Simulation world, FaultSchedule schedule) {
    this.world = world;
    this.schedule = schedule;
    this.store = world.store();
  }

  Map<Fault, Injection> kinds() {
    Map<Fault, Injection> kinds = new EnumMap<>(Fault.class);
    kinds.put(Fault.STORE_DOWN, random -> lasting(Fault.STORE_DOWN, random));
    kinds.put(Fault.READ_ONLY, random -> lasting(Fault.READ_ONLY, random));
    kinds.put(Fault.LATENCY_SPIKE, this::spike);
    kinds.put(Fault.FAILOVER, this::failover);
    kinds.put(Fault.FAILOVER_LOSS, this::failoverWithLoss);
    kinds.put(Fault.RESTORE, this::restore);
    kinds.put(Fault.ROW_DELETED, this::delete);
    return kinds;
  }

  private void lasting(Fault fault, SeededRandom random) {
    schedule.tell(fault);
    begin(fault, schedule.aWhile(random));
  }

  private void begin(Fault fault, long span) {
    for (SimulatedProcess process : world.processes()) {
      process.line().begin(fault);
      schedule.after(span, () -> process.line().end(fault));
    }
  }

  private void strike(Fault fault) {
    world.processes().forEach(process -> process.line().strike(fault));
  }

  private void spike(SeededRandom random) {
    schedule.tell(Fault.LATENCY_SPIKE);
    long span = schedule.aWhile(random);
    begin(Fault.LATENCY_SPIKE, span);
    world.network().stuckUntil(world.now() + span);
  }

  /** Nobody answers for a while, then another server does; by its name one can tell or not. */
  private void failover(SeededRandom random) {
    schedule.tell(Fault.FAILOVER);
    strike(Fault.FAILOVER);
    if (random.chance(0.5)) {
      store.becomeAnother();
    }
    down(random);
  }

  private void failoverWithLoss(SeededRandom random) {
    int writes = 1 + random.below(30);
    schedule.tell(Fault.FAILOVER_LOSS, writes);
    strike(Fault.FAILOVER_LOSS);
    store.loseLast(writes);
    store.becomeAnother();
    down(random);
  }

  private void down(SeededRandom random) {
    if (random.chance(0.7)) {
      begin(Fault.STORE_DOWN, schedule.aWhile(random));
    }
  }

  /** Whoever restores a backup may or may not do it on the server that wrote it. */
  private void restore(SeededRandom random) {
    Backup backup = store.backup();
    schedule.after(
        schedule.aWhile(random),
        () -> {
          schedule.tell(Fault.RESTORE);
          strike(Fault.RESTORE);
          store.restore(backup);
          if (random.chance(0.5)) {
            store.becomeAnother();
          }
          down(random);
        });
  }

  private void delete(SeededRandom random) {
    strike(Fault.ROW_DELETED);
    List<LeaseId> leases = store.leases();
    if (random.chance(0.5) || leases.isEmpty()) {
      String election = random.oneOf(world.settings().elections());
      schedule.tell(Fault.ROW_DELETED, election);
      store.delete(election);
    } else {
      LeaseId lease = random.oneOf(leases);
      schedule.tell(Fault.ROW_DELETED, lease);
      store.delete(lease);
    }
  }
}
