package io.election4j.mongo;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterDescription;
import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** BadValue: of a login it says that the server does not know the mechanism. */
  private static final int UNKNOWN_MECHANISM = 2;

  static final int DUPLICATE_KEY = 11000;

  /** Ways to show who one is by a password. */
  private static final Set<AuthenticationMechanism> PASSWORDS =
      EnumSet.of(
          AuthenticationMechanism.PLAIN,
          AuthenticationMechanism.SCRAM_SHA_1,
          AuthenticationMechanism.SCRAM_SHA_256);

  /** The $changeStream stage is only supported on replica sets; NotAReplicaSet. */
  static final Set<Integer> NO_CHANGE_STREAMS = Set.of(40573, 123);

  private final String database;
  private final Supplier<ClusterDescription> cluster;

  MongoErrors(String database, Supplier<ClusterDescription> cluster) {
    this.database = database;
    this.cluster = cluster;
  }

  /** Explains a failure to prepare the store. */
  StoreException preparing(Throwable error) {
    if (silence(error) && diagnosis().isHopeless()) {
      return StoreException.misconfigured(diagnosis().line(), error);
    }
    return error instanceof IllegalArgumentException
        ? StoreException.misconfigured(line(error), error)
        : operating(error);
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
    if (silence(error)) {
      return StoreException.unavailable(diagnosis().line(), error);
    }
    if (error instanceof MongoTimeoutException && error.getCause() != null) {
      return operating(error.getCause());
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

  /** Where an answer is to be tried again, it is the last one that counts when time is up. */
  private static boolean silence(Throwable error) {
    return error instanceof MongoTimeoutException
        && !(error.getCause() instanceof MongoCommandException);
  }

  private TopologyDiagnosis diagnosis() {
    return new TopologyDiagnosis(cluster.get());
  }

  /** A connection may also break while it authenticates. */
  private StoreException authentication(MongoSecurityException refused) {
    MongoCredential user = refused.getCredential();
    String line = "authentication failed" + who(user);
    Throwable cause = refused.getCause();
    boolean certain =
        cause instanceof MongoCommandException answer
            ? answer.getErrorCode() == UNKNOWN_MECHANISM
                || ServerFault.CREDENTIALS.codes().contains(answer.getErrorCode())
            : !(cause instanceof MongoException);
    return certain
        ? StoreException.misconfigured(line + ours(cause) + ": check " + what(user), refused)
        : StoreException.unavailable(line + ": " + line(String.valueOf(cause)), refused);
  }

  private static String who(MongoCredential user) {
    String name = user.getUserName() == null ? "" : " for user '" + user.getUserName() + "'";
    return PASSWORDS.contains(mechanism(user))
        ? name + " of database '" + user.getSource() + "'"
        : name + " by " + user.getMechanism();
  }

  private static String what(MongoCredential user) {
    if (PASSWORDS.contains(mechanism(user))) {
      return "user and password";
    }
    return mechanism(user) == AuthenticationMechanism.MONGODB_X509
        ? "the certificate, and the user made for its subject"
        : "the settings of this mechanism";
  }

  /** Unless one is named, server and driver agree on one of those with a password. */
  private static AuthenticationMechanism mechanism(MongoCredential user) {
    AuthenticationMechanism named = user.getAuthenticationMechanism();
    return named == null ? AuthenticationMechanism.SCRAM_SHA_256 : named;
  }

  /** What failed on this side has words of its own. */
  private static String ours(@Nullable Throwable cause) {
    return cause == null || cause instanceof MongoException ? "" : " (" + line(words(cause)) + ")";
  }

  private StoreException refusal(MongoException error) {
    int code = code(error);
    if (code == UNAUTHORIZED) {
      return StoreException.misconfigured(
          "the user lacks a privilege in database '"
              + database
              + "' (MongoDB error 13); "
              + ServerFault.PRIVILEGE.advice(),
          error);
    }
    Optional<ServerFault> known = ServerFault.of(code, words(error));
    String text = line(error) + known.map(fault -> "; " + fault.advice()).orElse("");
    boolean hopeless = known.isPresent() ? known.get().kind() == Kind.MISCONFIGURED : unfit(error);
    return hopeless
        ? StoreException.misconfigured(text, error)
        : StoreException.unavailable(text, error);
  }

  /** The driver finds out on this side what the URL asks for and the server, or Java, is not. */
  private static boolean unfit(MongoException error) {
    return error instanceof MongoConfigurationException
        || error.getClass() == MongoClientException.class
            && line(error).contains("load balancing mode");
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
        : line(mute(error) ? words(error) : name(error) + ": " + words(error));
  }

  /** Returns what a failure says, or what it is if that is nothing. */
  static String words(Throwable error) {
    return mute(error) ? name(error) : String.valueOf(error.getMessage());
  }

  private static boolean mute(Throwable error) {
    return error.getMessage() == null || error.getMessage().isBlank();
  }

  private static String name(Throwable error) {
    return error.getClass().getSimpleName();
  }

  /** Makes one line of a text that may have many, and that may be long. */
  static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }
}
