package io.election4j.mongo;

import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoInternalException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the driver knows of its servers: why none of them answered.
 *
 * @param cluster the driver's view
 */
record TopologyDiagnosis(ClusterDescription cluster) {

  /** Returns whether a person must act before any server can answer: none has ever been there. */
  boolean isHopeless() {
    List<ServerDescription> servers = cluster.getServerDescriptions();
    return servers.isEmpty()
        ? cluster.getSrvResolutionException() != null
            && !Passing.is(cluster.getSrvResolutionException())
        : servers.stream().allMatch(server -> isHopeless(server.getException()));
  }

  private static boolean isHopeless(@Nullable Throwable failure) {
    return !Passing.is(failure)
        && chain(failure)
            .anyMatch(
                cause ->
                    cause instanceof UnknownHostException
                        || cause instanceof MongoInternalException
                        || cause instanceof MongoConfigurationException
                        || cause instanceof SSLException);
  }

  String line() {
    if (cluster.hasWritableServer()) {
      return "no answer in time from " + addresses();
    }
    if (cluster.getSrvResolutionException() != null) {
      return MongoErrors.line(MongoErrors.words(cluster.getSrvResolutionException()));
    }
    return cluster.getServerDescriptions().stream()
        .filter(server -> server.getException() != null)
        .findFirst()
        .map(TopologyDiagnosis::line)
        .orElseGet(this::silence);
  }

  private String silence() {
    if (cluster.getServerDescriptions().isEmpty()) {
      return "no server belongs to the replica set that the URL names";
    }
    boolean answered = cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
    return answered ? "no primary among " + addresses() : "no answer in time from " + addresses();
  }

  private static String line(ServerDescription server) {
    Throwable last = chain(server.getException()).reduce((outer, inner) -> inner).orElseThrow();
    String at = server.getAddress().toString();
    if (last instanceof UnknownHostException) {
      String why = MongoErrors.words(last);
      if (Passing.is(last)) {
        return MongoErrors.line(notLookedUp(server.getAddress().getHost(), why));
      }
      return "unknown host '"
          + server.getAddress().getHost()
          + "'"
          + (why.contains("interface") ? ": " + why : "");
    }
    return last instanceof MongoInternalException
        ? at + " does not answer as a MongoDB server does"
        : MongoErrors.line("cannot connect to " + at + ": " + MongoErrors.words(last));
  }

  /** Returns whether a host was not found, and why is not known any more. */
  static boolean isUnexplained(@Nullable Throwable failure) {
    return chain(failure)
        .anyMatch(
            cause -> cause instanceof UnknownHostException unknown && !Passing.hasReason(unknown));
  }

  /**
   * Says that it is not known whether there is a host.
   *
   * @param why begins with the host, as the virtual machine says it
   */
  static String notLookedUp(String host, String why) {
    String named = host + ": ";
    boolean told = why.regionMatches(true, 0, named, 0, named.length());
    String reason = told ? why.substring(named.length()) : why;
    return "the address of host '" + host + "' could not be looked up just now: " + reason;
  }

  /** Returns a failure and all its causes. */
  static Stream<Throwable> chain(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private String addresses() {
    return cluster.getServerDescriptions().stream()
        .map(server -> server.getAddress().toString())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
