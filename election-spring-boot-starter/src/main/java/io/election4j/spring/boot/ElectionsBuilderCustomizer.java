package io.election4j.spring.boot;

import io.election4j.ElectionsBuilder;

/** Sets what properties do not, on the builder of this application's elections; a bean. */
@FunctionalInterface
public interface ElectionsBuilderCustomizer {

  /** Customizes the builder, after the properties and in the order of the beans. */
  void customize(ElectionsBuilder builder);
}
