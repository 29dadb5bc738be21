package io.election4j.samples.billing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One time that the books were being closed, on {@link System#nanoTime()}'s clock.
 *
 * @param done whether it was not stopped
 */
record Run(String instance, long term, long from, long to, boolean done) {

  /** Returns the runs of an instance, of which the last may have had no end of its own. */
  static List<Run> of(String instance, List<Moment> moments, long endOfInstance) {
    List<Run> runs = new ArrayList<>();
    Moment begun = null;
    for (Moment moment : moments) {
      switch (moment.what()) {
        case BEGAN -> begun = moment;
        case ENDED, STOPPED -> {
          boolean done = moment.what() == Moment.What.ENDED;
          runs.add(new Run(instance, moment.term(), begun.nanos(), moment.nanos(), done));
          begun = null;
        }
        default -> {}
      }
    }
    if (begun != null) {
      runs.add(new Run(instance, begun.term(), begun.nanos(), endOfInstance, false));
    }
    return runs;
  }

  /**
   * Returns what is wrong with the runs of all instances: two at the same time, or out of order.
   */
  static List<String> wrong(List<Run> all) {
    List<Run> runs = new ArrayList<>(all);
    runs.sort(Comparator.comparingLong(Run::from));
    List<String> wrong = new ArrayList<>();
    Run last = null;
    for (Run run : runs) {
      if (last != null && run.from() - last.to() < 0) {
        wrong.add("at the same time: " + last + " and " + run);
      }
      if (last != null && run.term() < last.term()) {
        wrong.add("an earlier term later: " + last + " and " + run);
      }
      last = last == null || run.to() - last.to() > 0 ? run : last;
    }
    return wrong;
  }
}
