package io.election4j.bench.contest;

import java.util.Collection;
import java.util.Map;

/** One process's, or one pretended process's, part in elections. Safe for use by many threads. */
public interface Contestant extends AutoCloseable {

  /** Stands in these elections, besides those it stands in already; returns soon. */
  void stand(Collection<String> elections);

  /** Returns of how many elections it knows who leads, as far as the library tells. */
  int known();

  /** Leaves an election in peace; returns soon. It can be stood in again later. */
  void leave(String election);

  /** Returns how many commands of which kind it has sent, where only the client can count them. */
  Map<String, Long> commands();

  /** Leaves all of them in peace, and waits for it. */
  @Override
  void close();
}
