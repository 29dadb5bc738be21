package io.election4j.proof.simulation;

import io.election4j.proof.oracle.Backup;
import io.election4j.proof.oracle.ModelStore;
import io.election4j.proof.simulation.Mishaps.Mishap;
import io.election4j.spi.LeaseId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What befalls the store, and so everybody. */
final class StoreMishaps {

  private final Simulation world;
  private final Mishaps mishaps;
  private final ModelStore store;

  StoreMishaps(Simulation world, Mishaps mishaps) {
    this.world = world;
    this.mishaps = mishaps;
    this.store = world.store();
  }

  Map<Fault, Mishap> kinds() {
    Map<Fault, Mishap> kinds = new EnumMap<>(Fault.class);
    kinds.put(Fault.STORE_DOWN, dice -> lasting(Fault.STORE_DOWN, dice));
    kinds.put(Fault.READ_ONLY, dice -> lasting(Fault.READ_ONLY, dice));
    kinds.put(Fault.LATENCY_SPIKE, this::spike);
    kinds.put(Fault.FAILOVER, this::failover);
    kinds.put(Fault.FAILOVER_LOSS, this::failoverWithLoss);
    kinds.put(Fault.RESTORE, this::restore);
    kinds.put(Fault.ROW_DELETED, this::delete);
    return kinds;
  }

  private void lasting(Fault fault, Dice dice) {
    mishaps.tell(fault);
    begin(fault, mishaps.aWhile(dice));
  }

  private void begin(Fault fault, long span) {
    for (SimulatedProcess process : world.processes()) {
      process.line().begin(fault);
      mishaps.after(span, () -> process.line().end(fault));
    }
  }

  private void strike(Fault fault) {
    world.processes().forEach(process -> process.line().strike(fault));
  }

  private void spike(Dice dice) {
    mishaps.tell(Fault.LATENCY_SPIKE);
    long span = mishaps.aWhile(dice);
    begin(Fault.LATENCY_SPIKE, span);
    world.network().stuckUntil(world.now() + span);
  }

  /** Nobody answers for a while, then another server does; by its name one can tell or not. */
  private void failover(Dice dice) {
    mishaps.tell(Fault.FAILOVER);
    strike(Fault.FAILOVER);
    if (dice.chance(0.5)) {
      store.becomeAnother();
    }
    down(dice);
  }

  private void failoverWithLoss(Dice dice) {
    int writes = 1 + dice.below(30);
    mishaps.tell(Fault.FAILOVER_LOSS, writes);
    strike(Fault.FAILOVER_LOSS);
    store.loseLast(writes);
    store.becomeAnother();
    down(dice);
  }

  private void down(Dice dice) {
    if (dice.chance(0.7)) {
      begin(Fault.STORE_DOWN, mishaps.aWhile(dice));
    }
  }

  /** Whoever restores a backup may or may not do it on the server that wrote it. */
  private void restore(Dice dice) {
    Backup backup = store.backup();
    mishaps.after(
        mishaps.aWhile(dice),
        () -> {
          mishaps.tell(Fault.RESTORE);
          strike(Fault.RESTORE);
          store.restore(backup);
          if (dice.chance(0.5)) {
            store.becomeAnother();
          }
          down(dice);
        });
  }

  private void delete(Dice dice) {
    strike(Fault.ROW_DELETED);
    List<LeaseId> leases = store.leases();
    if (dice.chance(0.5) || leases.isEmpty()) {
      String election = dice.oneOf(world.settings().elections());
      mishaps.tell(Fault.ROW_DELETED, election);
      store.delete(election);
    } else {
      LeaseId lease = dice.oneOf(leases);
      mishaps.tell(Fault.ROW_DELETED, lease);
      store.delete(lease);
    }
  }
}
