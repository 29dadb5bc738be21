/**
 * What authors of stores need besides the SPI itself; our own stores are written with it.
 *
 * <ul>
 *   <li>{@link io.election4j.spi.support.BlockingLeaseStore} and {@link
 *       io.election4j.spi.support.BlockingLeaseStores}: a store as nine methods that return values
 *       and may block, as with JDBC, and what makes a {@code LeaseStore} of it.
 *   <li>{@link io.election4j.spi.support.JsonText}: attributes of a candidate, and a request, in
 *       one column each.
 *   <li>{@link io.election4j.spi.support.StorableText}: what can never be kept exactly.
 *   <li>{@link io.election4j.spi.support.Batches}: thousands of entries in statements of a sensible
 *       size.
 *   <li>{@link io.election4j.spi.support.ObservationBuilder}: the answer to a read, from its rows.
 *   <li>{@link io.election4j.spi.support.NonCancellingTimeout}: for reactive drivers, a wait with a
 *       bound that cancels nothing.
 * </ul>
 *
 * <p>Nothing here talks to a database or has a dependency besides Reactor. Everything is
 * thread-safe unless it says otherwise.
 */
@NullMarked
package io.election4j.spi.support;

import org.jspecify.annotations.NullMarked;
