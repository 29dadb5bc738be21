/**
 * For people who use elections: real ones in virtual time, on a store in memory, that do what a
 * test says.
 *
 * <p>Everything happens on the thread that lets time pass, so that a test can look at once, and a
 * minute takes a millisecond. Begin with {@link io.election4j.testkit.virtual.VirtualWorld}.
 */
@NullMarked
package io.election4j.testkit.virtual;

import org.jspecify.annotations.NullMarked;
