package io.election4j.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import org.jspecify.annotations.Nullable;

/**
 * A client, what is known of how it was made, and the threads that a store has beside it.
 *
 * @param settings null if it does not tell: one that was handed in may be wrapped in another
 * @param own whether it ends with the store
 */
record Client(
    MongoClient driver, @Nullable MongoClientSettings settings, boolean own, OwnThreads threads)
    implements AutoCloseable {

  /** Whether a client asks for TLS. */
  enum Encryption {
    WANTED,
    UNWANTED,
    UNKNOWN
  }

  /**
   * Returns one that stays the caller's.
   *
   * @throws IllegalArgumentException naming the option that it was made with and that cannot work
   */
  static Client handedIn(MongoClient driver) {
    MongoClientSettings settings = told(driver);
    if (settings != null) {
      try {
        Options.require(settings);
      } catch (IllegalArgumentException unfit) {
        throw new IllegalArgumentException("client: " + MongoErrors.words(unfit));
      }
    }
    return new Client(driver, settings, false, new OwnThreads());
  }

  /** Returns one that ends with the store. */
  static Client own(MongoClient driver, MongoClientSettings settings) {
    return new Client(driver, settings, true, new OwnThreads());
  }

  /** The driver's own class tells, but its interface does not. */
  private static @Nullable MongoClientSettings told(MongoClient driver) {
    try {
      return driver.getClass().getMethod("getSettings").invoke(driver)
              instanceof MongoClientSettings settings
          ? settings
          : null;
    } catch (ReflectiveOperationException untold) {
      return null;
    }
  }

  Encryption encryption() {
    if (settings == null) {
      return Encryption.UNKNOWN;
    }
    return settings.getSslSettings().isEnabled() ? Encryption.WANTED : Encryption.UNWANTED;
  }

  @Override
  public void close() {
    // The driver would leave off where it is.
    boolean interrupted = Thread.interrupted();
    try (threads) {
      if (own) {
        driver.close();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
