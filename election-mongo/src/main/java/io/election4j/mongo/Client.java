package io.election4j.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import org.jspecify.annotations.Nullable;

/**
 * A client, and what is known of how it was made.
 *
 * @param settings null if it does not tell: one that was handed in may be wrapped in another
 * @param own whether it ends with the store
 */
record Client(MongoClient driver, @Nullable MongoClientSettings settings, boolean own)
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
        throw new IllegalArgumentException("client: " + unfit.getMessage());
      }
    }
    return new Client(driver, settings, false);
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
    if (own) {
      driver.close();
    }
  }
}
