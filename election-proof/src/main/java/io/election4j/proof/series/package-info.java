/** Runs the contract of a store many times in a row, on a busy machine if wanted. */
@NullMarked
package io.election4j.proof.series;

import org.jspecify.annotations.NullMarked;
