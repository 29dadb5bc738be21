package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Session;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import java.util.ArrayList;
import java.util.List;

/** Finds what a candidate leads. */
public final class LedElections {

  private LedElections() {}

  /**
   * Returns the records of all elections that a candidate leads, as read now; never empty.
   *
   * @param candidate its name; all processes of that name count
   * @throws CommandFailure if it leads nothing, or the store cannot list its elections
   */
  public static List<ElectionRecord> of(Session session, String candidate) {
    if (!(session.store() instanceof ElectionDirectory directory)) {
      throw CommandFailure.usage("this store cannot list what a candidate leads");
    }
    List<ElectionRecord> led = new ArrayList<>();
    session.explaining(
        () ->
            led.addAll(
                session.await(
                    directory.list("").filter(record -> leads(candidate, record)).collectList())));
    if (led.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOT_LED,
          "candidate '" + candidate + "' leads nothing, so it cannot be asked: just end it");
    }
    return led;
  }

  private static boolean leads(String candidate, ElectionRecord record) {
    Candidate leader = record.leader();
    return leader != null && leader.name().equals(candidate);
  }
}
