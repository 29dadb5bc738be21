package io.election4j.spi.support;

import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import java.util.List;

/** The optional ability of a {@link BlockingLeaseStore} to list elections by name. */
public interface BlockingElectionDirectory {

  /**
   * As {@link ElectionDirectory#list}: exactly those whose names start with the prefix, in the
   * order of their code points.
   */
  List<ElectionRecord> list(String prefix) throws Exception;
}
