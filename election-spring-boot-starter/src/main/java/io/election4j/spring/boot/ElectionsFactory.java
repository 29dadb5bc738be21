package io.election4j.spring.boot;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes elections as properties and customizers say. */
final class ElectionsFactory {

  private static final int MAX_NAME = 200;

  /** As of software that has failed. */
  private static final int OVERDUE = 70;

  private final ElectionProperties properties;
  private final String application;

  ElectionsFactory(ElectionProperties properties, String application) {
    this.properties = properties;
    this.application = application;
  }

  Elections create(LeaseStore store, List<ElectionsBuilderCustomizer> customizers) {
    Elections elections;
    try {
      ElectionsBuilder builder = configured(Elections.builder(store));
      customizers.forEach(customizer -> customizer.customize(builder));
      elections = builder.build();
    } catch (IllegalArgumentException invalid) {
      throw new ElectionStartException(
          "Elections cannot be configured: " + invalid.getMessage(),
          "correct the properties election4j.*, or your ElectionsBuilderCustomizer",
          invalid);
    }
    await(elections, properties.awaitStore());
    return elections;
  }

  private ElectionsBuilder configured(ElectionsBuilder builder) {
    builder.candidate(candidate());
    set(properties.lease(), builder::lease);
    set(properties.heartbeat(), builder::heartbeat);
    set(properties.grace(), builder::grace);
    set(properties.operationTimeout(), builder::operationTimeout);
    set(properties.poll(), builder::poll);
    set(properties.stopTimeout(), builder::stopTimeout);
    properties.memberOf().forEach(builder::memberOf);
    if (properties.haltOnOverdue()) {
      builder.lastResort(overdue -> Runtime.getRuntime().halt(OVERDUE));
    }
    return builder.visible(properties.visible()).yieldToPriority(properties.yieldToPriority());
  }

  private static void set(@Nullable Duration value, Consumer<Duration> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  /** Two processes of one application have different names, also on one host. */
  private Candidate candidate() {
    ElectionProperties.OwnCandidate own = properties.candidate();
    String unique = Candidate.unique().name();
    String prefix = application.isBlank() ? "" : application.strip() + "@";
    String name = own.name() != null ? own.name() : shortened(prefix, unique);
    return new Candidate(name, own.attributes(), own.priority());
  }

  private static String shortened(String prefix, String unique) {
    return prefix.substring(0, Math.min(prefix.length(), Math.max(0, MAX_NAME - unique.length())))
        + unique;
  }

  private static void await(Elections elections, Duration limit) {
    if (limit.isZero()) {
      return;
    }
    try {
      elections.prepared().block(limit);
    } catch (RuntimeException failure) {
      elections.close();
      throw new ElectionStartException(
          "The store of the elections is not prepared: " + failure.getMessage(),
          failure instanceof StoreException
              ? "correct what the store complains of"
              : "make the database reachable, or raise election4j.await-store (%s), or set it to 0"
                  .formatted(limit),
          failure);
    }
  }
}
