package io.election4j.proof.oracle;

/**
 * What a store may do to a write or a read without breaking a rule of the SPI. Each method is asked
 * once per occasion, so that a seeded choice replays.
 */
public interface StoreFaults {

  /** Refuses nothing, breaks off nothing, repeats nothing. */
  StoreFaults NONE = new StoreFaults() {};

  /** Returns whether the change of this one record is refused, as after a lock timeout. */
  default boolean refuses(String election) {
    return false;
  }

  /**
   * Returns how many of the records changed are told before the answer breaks off, from 0 to {@code
   * changed}; -1 if it does not break off.
   */
  default int toldOf(int changed) {
    return -1;
  }

  /** Returns how many of the changes before a marker are read again after it: 0 or more. */
  default int overlap() {
    return 0;
  }
}
