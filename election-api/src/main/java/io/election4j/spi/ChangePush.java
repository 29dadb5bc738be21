package io.election4j.spi;

import reactor.core.publisher.Flux;

/**
 * The optional ability of a {@link LeaseStore} to tell of changes as they happen.
 *
 * <p>Changes are hints: they may come late, repeated, out of order or never, and safety never rests
 * on them. While hints of all changes flow, the engine reads records only in its rolling cycle
 * instead of at every poll, and leases when they are due to be renewed. A store that cannot tell
 * all opens as {@linkplain Change.Opened#complete() not complete} and rings: the engine then polls
 * as ever, and once more at each ring.
 */
public interface ChangePush {

  /**
   * Returns the changes of all election records, on one underlying stream however many elections
   * there are.
   *
   * <p>Emits {@link Change.Opened} once hints start to flow and whenever they flow again, {@link
   * Change.Broken} when they stop, and once more each time that it has failed to let them flow,
   * also at the start: so the log can tell how long that lasts and why. It supervises itself: it
   * never completes and never fails; a store that finds that it has no push at all (a MongoDB
   * standalone server, say) emits nothing for ever. Cancelling closes the underlying stream.
   */
  Flux<Change> changes();

  /** What a store pushes. */
  sealed interface Change {

    /**
     * Hints flow from now on; whatever changed before must be read.
     *
     * @param complete whether every write is told, as {@link Written}, unless its hint gets lost;
     *     if not, nobody may poll less because hints flow
     */
    record Opened(boolean complete) implements Change {

      /** Says that hints of all changes flow. */
      public Opened() {
        this(true);
      }
    }

    /**
     * Hints do not flow until the next {@link Opened}: they have stopped, or could not be made to
     * flow.
     *
     * @param cause why
     */
    record Broken(Throwable cause) implements Change {}

    /**
     * A record was written.
     *
     * @param record as it was stored at or after that write, durably
     */
    record Written(ElectionRecord record) implements Change {}

    /**
     * Something may have changed, and whoever wants to know looks. It proves nothing: neither that
     * a record was written, nor that a lease has ended. The engine looks at most four times more
     * per poll interval, however often it is told.
     */
    record Rung() implements Change {}
  }
}
