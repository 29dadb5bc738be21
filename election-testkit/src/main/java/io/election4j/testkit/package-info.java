/**
 * For people who write stores: the rules of {@link io.election4j.spi} as tests.
 *
 * <p>A store is conformant when a subclass of {@link io.election4j.testkit.LeaseStoreContract},
 * which need not be more than the creation of a store object, passes.
 */
@NullMarked
package io.election4j.testkit;

import org.jspecify.annotations.NullMarked;
