package io.election4j.spring.boot;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Chooses between the stores that could be had. */
final class StoreChoice {

  private static final String NONE =
      "add a starter for a database (spring-boot-starter-jdbc and its driver, with spring.datasource.url),"
          + " define a bean of type LeaseStore, set election4j.store=memory for tests,"
          + " or switch elections off with election4j.enabled=false";

  private StoreChoice() {}

  static LeaseStore of(List<StoreCandidate> candidates, StoreKind wanted) {
    if (wanted == StoreKind.MEMORY) {
      return InMemoryLeaseStore.create();
    }
    List<StoreCandidate> fitting =
        candidates.stream()
            .filter(candidate -> wanted == StoreKind.AUTO || candidate.kind() == wanted)
            .toList();
    if (fitting.isEmpty()) {
      throw new ElectionStartException(missing(wanted), NONE);
    }
    if (fitting.size() > 1) {
      String kinds =
          fitting.stream().map(one -> name(one.kind())).collect(Collectors.joining(", "));
      throw new ElectionStartException(
          "Elections could be held in several places: " + kinds,
          "say in which by election4j.store, or define a bean of type LeaseStore");
    }
    return fitting.get(0).store().get();
  }

  private static String missing(StoreKind wanted) {
    String bean =
        switch (wanted) {
          case JDBC -> "a DataSource";
          case R2DBC -> "an R2DBC ConnectionFactory and election-mysql";
          case MONGO -> "a reactive MongoClient and election-mongo";
          default -> "";
        };
    return wanted == StoreKind.AUTO
        ? "There is no database that elections could be held in: no DataSource, no ConnectionFactory"
            + " with election-mysql, no reactive MongoClient with election-mongo"
        : "election4j.store=%s needs %s".formatted(name(wanted), bean);
  }

  private static String name(StoreKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
