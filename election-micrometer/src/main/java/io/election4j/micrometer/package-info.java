/** Meters of elections for Micrometer: {@link io.election4j.micrometer.ElectionMetrics}. */
@NullMarked
package io.election4j.micrometer;

import org.jspecify.annotations.NullMarked;
