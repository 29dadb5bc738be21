/**
 * Checks histories: who led when, and in which order calls at the same time took effect.
 *
 * <p>It needs nothing but the JDK, so that it can judge the logs of any processes.
 */
@NullMarked
package io.election4j.testkit.history;

import org.jspecify.annotations.NullMarked;
