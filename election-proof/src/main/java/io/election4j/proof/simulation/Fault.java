package io.election4j.proof.simulation;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Everything that can go wrong in a run. Each can be switched off, and each is counted. */
enum Fault {
  /** A process is gone at once, and started again later. */
  CRASH,
  /** Nothing of a process runs for a while; its clocks do. */
  PAUSE,
  /** The engine's thread does not run for a while; the user's code and the clocks do. */
  STALL,
  /** A machine sleeps: its monotonic clock stands still, its wall clock does not. */
  SUSPEND,
  /** Neither requests nor answers of a process pass. */
  PARTITION,
  /** Requests of a process are lost, answers pass. */
  CUT_REQUESTS,
  /** Requests of a process pass, answers are lost. */
  CUT_ANSWERS,
  /** No renewal of a process passes, while whatever else it asks for does. */
  RENEWALS_FAIL,
  /** The first renewal of each lease of a process passes, no later one does. */
  RENEWALS_CEASE,
  /** A process is cut off and let in again, many times. */
  FLAPPING,
  /** Single requests are lost. */
  LOST_REQUEST,
  /** Single answers are lost, after the request was applied. */
  LOST_REPLY,
  /** Single requests or answers take up to ten leases longer. */
  DELAY,
  /** Requests overtake each other. */
  REORDER,
  /** A request is applied a second time, later. */
  DUPLICATE_REQUEST,
  /** An answer arrives a second time, later. */
  DUPLICATE_ANSWER,
  /** All answers to a process take about as long as they may; then nothing arrives at all. */
  SLOW_ANSWERS,
  /** Reads of a process are answered slowly, while its renewals pass. */
  SLOW_READS,
  /** Reads of a process are not answered for several leases, while its renewals pass. */
  STALLED_READS,
  /** Monotonic clocks run apart. */
  CLOCK_RATE,
  /** A wall clock is set by milliseconds up to some leases. */
  WALL_STEP,
  /** A wall clock is set by up to ten years. */
  WALL_YEARS,
  /** The store refuses connections. */
  STORE_DOWN,
  /** The store reads and refuses to write. */
  READ_ONLY,
  /** Nothing is applied for a while; what was asked for is applied later. */
  LATENCY_SPIKE,
  /** Another server takes over and has everything. */
  FAILOVER,
  /** Another server takes over without the last writes. */
  FAILOVER_LOSS,
  /** A backup is restored. */
  RESTORE,
  /** An election's record, or a lease, is deleted. */
  ROW_DELETED,
  /** The change of one record is refused, as after a deadlock or a lock timeout. */
  REFUSAL,
  /** The connection breaks while the records changed are told. */
  BROKEN_ANSWER,
  /** A pushed change comes late, and so out of order; likewise a ring. */
  LATE_HINT,
  /** A pushed change comes more than once; a ring also without end, and for nothing. */
  REPEATED_HINT,
  /** A pushed change, or a ring, never comes. */
  LOST_HINT,
  /** The push of changes stops, and begins again later. */
  PUSH_BREAK,
  /** Work takes up to ten leases to stop. */
  SLOW_STOP,
  /** Work never stops; its process has to crash in the end. */
  ENDLESS_WORK,
  /** A process leaves an election, and joins it again. */
  LEAVE,
  /** A process closes, whatever else is going on, and is started again later. */
  CLOSE,
  /** A leader steps down for a while, or in favour of somebody. */
  STEP_DOWN,
  /** Somebody asks a leader to resign, to hand over or to drain its process. */
  REQUEST,
  /** A candidate is not fit for a while, or has its share. */
  UNFIT,
  /** A process gives up all it leads, and is resumed later. */
  DRAIN,
  /** A leader tells its followers something. */
  PUBLISH;

  /** Returns the name that options, figures and transcripts use. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads names separated by commas.
   *
   * @throws IllegalArgumentException naming the one that is unknown
   */
  static Set<Fault> named(String names) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (String name : names.split(",", -1)) {
      faults.add(one(name.strip()));
    }
    return faults;
  }

  private static Fault one(String name) {
    for (Fault fault : values()) {
      if (fault.text().equals(name)) {
        return fault;
      }
    }
    throw new IllegalArgumentException("faults '" + name + "' is none of " + texts());
  }

  private static String texts() {
    return EnumSet.allOf(Fault.class).stream()
        .map(Fault::text)
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
