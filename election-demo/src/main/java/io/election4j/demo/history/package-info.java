/**
 * Who led when, by what candidates wrote down, and whether two did at once; for the demonstration
 * and for the proof.
 */
@NullMarked
package io.election4j.demo.history;

import org.jspecify.annotations.NullMarked;
