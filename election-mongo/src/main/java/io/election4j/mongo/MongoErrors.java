package io.election4j.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterDescription;
import io.election4j.spi.StoreException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says in one line what a failure of the driver means.
 *
 * <p>Every failure leaves the outcome unknown, that of a write concern too, and trying again may
 * help, but for those where a person must act: wrong user, missing privilege, server too old. That
 * an address is wrong is believed while the store is being prepared only: the name service of a
 * process that runs may fail for a while.
 */
final class MongoErrors {

  static final int UNAUTHORIZED = 13;
  static final int NAMESPACE_EXISTS = 48;
  static final int DUPLICATE_KEY = 11000;

  /** The $changeStream stage is only supported on replica sets; NotAReplicaSet. */
  static final Set<Integer> NO_CHANGE_STREAMS = Set.of(40573, 123);

  private static final int NO_MAJORITY_READS = 148;

  /** UserNotFound, AuthenticationFailed, MechanismUnavailable, and the one that Atlas gives. */
  private static final Set<Integer> WRONG_CREDENTIALS = Set.of(11, 18, 334, 8000);

  private final String database;
  private final Supplier<ClusterDescription> cluster;

  MongoErrors(String database, Supplier<ClusterDescription> cluster) {
    this.database = database;
    this.cluster = cluster;
  }

  /** Explains a failure to prepare the store. */
  StoreException preparing(Throwable error) {
    boolean hopeless = error instanceof MongoTimeoutException && reach().isHopeless();
    return hopeless ? StoreException.misconfigured(reach().line(), error) : operating(error);
  }

  /** Explains a failure of any other operation. */
  StoreException operating(Throwable error) {
    if (error instanceof StoreException explained) {
      return explained;
    }
    return Libraries.explain(error).orElseGet(() -> told(error));
  }

  private StoreException told(Throwable error) {
    if (error instanceof MongoConnectionPoolClearedException && error.getCause() != null) {
      return operating(error.getCause()); // another operation met the failure first
    }
    if (error instanceof IllegalStateException) {
      return StoreException.unavailable("the store, or the client it was given, is closed", error);
    }
    if (error instanceof MongoTimeoutException) {
      return StoreException.unavailable(reach().line(), error);
    }
    if (error instanceof MongoSecurityException refused) {
      return authentication(refused);
    }
    if (error instanceof MongoSocketException broken) {
      return StoreException.unavailable(
          "the connection to " + broken.getServerAddress() + " broke: " + line(error), error);
    }
    if (error instanceof MongoIncompatibleDriverException) {
      return StoreException.misconfigured(line(error), error);
    }
    return error instanceof MongoException answer
        ? refusal(answer)
        : StoreException.unavailable(line(error), error);
  }

  private Reach reach() {
    return new Reach(cluster.get());
  }

  /** A connection may also break while it authenticates. */
  private StoreException authentication(MongoSecurityException refused) {
    String line =
        "authentication failed for user '"
            + refused.getCredential().getUserName()
            + "' of database '"
            + refused.getCredential().getSource()
            + "'";
    Throwable cause = refused.getCause();
    boolean certain =
        cause instanceof MongoCommandException answer
            ? WRONG_CREDENTIALS.contains(answer.getErrorCode())
            : !(cause instanceof MongoException);
    return certain
        ? StoreException.misconfigured(line + ": check user and password", refused)
        : StoreException.unavailable(line + ": " + line(String.valueOf(cause)), refused);
  }

  private StoreException refusal(MongoException error) {
    int code = code(error);
    if (code == UNAUTHORIZED) {
      return StoreException.misconfigured(
          "the user lacks a privilege in database '"
              + database
              + "' (MongoDB error 13); MongoLeaseStore.schema() has the least role",
          error);
    }
    if (WRONG_CREDENTIALS.contains(code)) {
      return StoreException.misconfigured(line(error), error);
    }
    if (code == NO_MAJORITY_READS) {
      return StoreException.misconfigured(
          "MongoDB was started without majority reads (enableMajorityReadConcern)", error);
    }
    return StoreException.unavailable(line(error), error);
  }

  private static int code(MongoException error) {
    return error instanceof MongoBulkWriteException bulk && !bulk.getWriteErrors().isEmpty()
        ? bulk.getWriteErrors().get(0).getCode()
        : error.getCode();
  }

  private static String line(Throwable error) {
    return error instanceof MongoCommandException refused
        ? line(
            "MongoDB error "
                + refused.getErrorCode()
                + " "
                + refused.getErrorCodeName()
                + ": "
                + refused.getErrorMessage())
        : line(error.getClass().getSimpleName() + ": " + error.getMessage());
  }

  /** Makes one line of a text that may have many, and that may be long. */
  static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }
}
