package io.election4j.mongo;

import io.election4j.spi.StoreException.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the error codes of MongoDB mean for an election, and what a person can do.
 *
 * <p>Misconfigured is what lies in our own settings, the user, the collections or the kind of
 * server: no further attempt can cure it. What lies in the state that a server is in, however long
 * that lasts, is unavailable, and so is every code that is not here.
 */
enum ServerFault {
  /** The user is not there, or not with this password, or not in this way; the last is Atlas's. */
  CREDENTIALS(
      Kind.MISCONFIGURED,
      "check the user, its password, authSource and authMechanism",
      Set.of(11, 18, 334, 8000)),

  PRIVILEGE(Kind.MISCONFIGURED, "MongoLeaseStore.schema() has the least role", Set.of(13)),

  MAJORITY_READS(
      Kind.MISCONFIGURED,
      "MongoDB was started without majority reads (enableMajorityReadConcern)",
      Set.of(148)),

  COLLECTIONS(
      Kind.MISCONFIGURED,
      "the collections and the index must be as in MongoLeaseStore.schema(), without views or"
          + " validators",
      Set.of(67, 73, 85, 86, 121, 166, 197)),

  DIALECT(
      Kind.MISCONFIGURED,
      "a replica set of MongoDB 4.2 or newer is needed, without a strict API version",
      Set.of(9, 72, 115, 322, 323, 331)),

  NO_PRIMARY(
      Kind.UNAVAILABLE,
      "this server is no primary now, as in a failover",
      Set.of(189, 10058, 10107, 11602, 13435, 13436)),

  NOT_SERVING(
      Kind.UNAVAILABLE,
      "the server is starting, stopping or not yet initiated",
      Set.of(91, 94, 11600)),

  NETWORK(Kind.UNAVAILABLE, "servers do not reach each other", Set.of(6, 7, 89, 202, 384, 9001)),

  CONCERN(
      Kind.UNAVAILABLE,
      "too few members of the replica set confirm what is written",
      Set.of(64, 79, 100, 134)),

  BUSY(
      Kind.UNAVAILABLE,
      "others hold what is asked for, or the server is overloaded",
      Set.of(24, 46, 112, 175, 262, 365, 16500)),

  FULL(Kind.UNAVAILABLE, "the server has no room left", Set.of(14031)),

  GONE(
      Kind.UNAVAILABLE,
      "a collection is not there any more, or is another one",
      Set.of(26, 43, 237));

  /** Atlas has one code for all that it does not do. */
  private static final int ATLAS = 8000;

  private static final Pattern NO_ROOM = Pattern.compile("quota", Pattern.CASE_INSENSITIVE);

  private final Kind kind;
  private final String advice;
  private final Set<Integer> codes;

  ServerFault(Kind kind, String advice, Set<Integer> codes) {
    this.kind = kind;
    this.advice = advice;
    this.codes = codes;
  }

  static Optional<ServerFault> of(int code) {
    return Arrays.stream(values()).filter(fault -> fault.codes.contains(code)).findAny();
  }

  /**
   * Returns what an answer means; nothing if it is in no row.
   *
   * @param words of the server
   */
  static Optional<ServerFault> of(int code, String words) {
    return code == ATLAS && NO_ROOM.matcher(words).find() ? Optional.of(FULL) : of(code);
  }

  Kind kind() {
    return kind;
  }

  /** Returns what a person can do, or what to wait for, to be put behind the server's own words. */
  String advice() {
    return advice;
  }

  Set<Integer> codes() {
    return codes;
  }
}
