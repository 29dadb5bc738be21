/**
 * Checks who led when: leadership intervals of one machine, and what is wrong with them.
 *
 * <p>It needs nothing but the JDK, so that it can judge the logs of any processes.
 */
@NullMarked
package io.election4j.testkit.history;

import org.jspecify.annotations.NullMarked;
