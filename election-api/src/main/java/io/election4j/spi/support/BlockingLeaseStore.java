package io.election4j.spi.support;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LeaseStore} as its author may write it with JDBC, or any other client that blocks: the
 * same nine operations, with values for publishers. {@link BlockingLeaseStores#reactive} makes a
 * {@link LeaseStore} of it.
 *
 * <p>The rules are those of the {@linkplain io.election4j.spi SPI}; what each operation has to do
 * is told at the method of the same name there. What is different:
 *
 * <ul>
 *   <li><b>Errors.</b> A {@link StoreException} is passed on as it is. Whatever else is thrown
 *       becomes one that says UNAVAILABLE: the outcome is unknown.
 *   <li><b>Threads.</b> Calls come on threads of the adapter's, several at the same time: {@code
 *       renew} on one of its own, so a store needs a connection for that beside those for the rest.
 *   <li><b>Time.</b> A call that takes too long is answered for, and its thread interrupted, which
 *       most drivers do not notice while they read from a socket. So set time-outs of the driver:
 *       for connecting, for the socket, and for a connection of the pool. A call that never ends
 *       costs a thread for ever, and there are few.
 *   <li><b>Collections</b> given are never empty, but in {@code observe}; they may have thousands
 *       of entries, none twice. Those returned are never {@code null}.
 * </ul>
 *
 * <p>What the store can do beyond this it says by implementing {@link BlockingElectionDirectory},
 * {@link BlockingLeaseDirectory} or {@link io.election4j.spi.ChangePush}.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface BlockingLeaseStore extends AutoCloseable {

  /** As {@link LeaseStore#prepare}; a good place to open connections and compile statements. */
  void prepare() throws Exception;

  /** As {@link LeaseStore#open}. */
  boolean open(Lease lease) throws Exception;

  /** As {@link LeaseStore#renew}. */
  boolean renew(LeaseId id) throws Exception;

  /** As {@link LeaseStore#end}. */
  void end(LeaseId own) throws Exception;

  /** As {@link LeaseStore#fence}. */
  boolean fence(LeaseId rival, long version) throws Exception;

  /** As {@link LeaseStore#create}. */
  void create(Collection<String> elections) throws Exception;

  /** As {@link LeaseStore#claim}. */
  List<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) throws Exception;

  /** As {@link LeaseStore#amend}. */
  List<ElectionRecord> amend(Collection<Amendment> amendments) throws Exception;

  /** As {@link LeaseStore#observe}. */
  Observation observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections)
      throws Exception;

  /** As {@link LeaseStore#close}: called once, when the last call has ended or was given up. */
  @Override
  void close();
}
