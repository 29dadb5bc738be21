package io.election4j.spring.boot;

import io.election4j.spi.LeaseStore;
import java.util.function.Supplier;

/**
 * A store that could be had from the beans that are there.
 *
 * @param kind its value of {@code election4j.store}
 * @param store makes it
 */
record StoreCandidate(StoreKind kind, Supplier<LeaseStore> store) {}
