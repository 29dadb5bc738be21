package io.election4j.spring.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set without code.
 *
 * @param enabled Whether elections are configured. If not, methods with LeaderOnly run in every
 *     process.
 * @param store Where elections are held, if there is no bean of type LeaseStore.
 * @param schema Whether missing tables or collections are created.
 * @param epochTerms Whether new terms are at least as high as the SQL server's clock in
 *     milliseconds, so that they stay unique through a failover that loses writes.
 * @param mongo What is special to MongoDB.
 * @param candidate Who this process stands as.
 * @param lease How long a silent process counts as live, 500ms to 1h. Default 15s.
 * @param heartbeat How often the lease is renewed. Default a fifth of the lease.
 * @param grace How long before the end of its trusted time a leader that cannot renew stops its
 *     work. Default the smaller of 2s and 2/15 of the lease.
 * @param operationTimeout How long one operation of the store may take. Default the smaller of 3s
 *     and a fifth of the lease, if two fit before a leader has to stop.
 * @param poll How often the store is read. Default the smaller of 500ms and 1/15 of the lease.
 * @param stopTimeout How long work may take to stop in peace, 1ms to 1h. Default the lease.
 * @param visible Whether other processes see this one while it leads nothing.
 * @param yieldToPriority Whether leadership is handed over to a candidate of a higher priority.
 * @param memberOf Groups that share elections, which this process is a member of.
 * @param elections Elections to join, besides those that annotations name.
 * @param gate What this process waits for before it stands.
 * @param awaitStore How long starting waits until the store is prepared, and fails if it is not; 0
 *     not to wait.
 * @param haltOnOverdue Whether the JVM is halted when work does not stop although another process
 *     may lead.
 * @param metrics What is measured, with election-micrometer.
 */
@ConfigurationProperties("election4j")
record ElectionProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("auto") StoreKind store,
    @DefaultValue("create") Schema schema,
    @DefaultValue("false") boolean epochTerms,
    @DefaultValue Mongo mongo,
    @DefaultValue OwnCandidate candidate,
    @Nullable Duration lease,
    @Nullable Duration heartbeat,
    @Nullable Duration grace,
    @Nullable Duration operationTimeout,
    @Nullable Duration poll,
    @Nullable Duration stopTimeout,
    @DefaultValue("false") boolean visible,
    @DefaultValue("false") boolean yieldToPriority,
    @DefaultValue List<String> memberOf,
    @DefaultValue List<String> elections,
    @DefaultValue("none") Gate gate,
    @DefaultValue("0s") Duration awaitStore,
    @DefaultValue("false") boolean haltOnOverdue,
    @DefaultValue Metrics metrics) {

  /** What is done about a schema that is missing. */
  enum Schema {
    /** It is created. */
    CREATE,
    /** Nothing: elections do not begin. */
    NEVER
  }

  /** What a process waits for before it stands. */
  enum Gate {
    /** Nothing. */
    NONE,
    /** That it accepts traffic; it steps down when it refuses it. */
    READINESS
  }

  /**
   * What is special to MongoDB.
   *
   * @param database Database that elections are held in. Default Elector.
   */
  record Mongo(@Nullable String database) {}

  /**
   * Who this process stands as.
   *
   * @param name Name for people. Default the application's name, the host's, the process id and a
   *     random number.
   * @param priority Priority; any other than 0 makes the process visible.
   * @param attributes Anything small that followers want to know, host and port for instance.
   */
  record OwnCandidate(
      @Nullable String name,
      @DefaultValue("0") int priority,
      @DefaultValue Map<String, String> attributes) {}

  /**
   * What is measured, with election-micrometer.
   *
   * @param maxElections For how many elections there are meters of their own.
   */
  record Metrics(@DefaultValue("100") int maxElections) {}
}
