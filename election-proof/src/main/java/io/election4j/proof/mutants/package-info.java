/**
 * The protocol with single rules broken, as others broke them before, to show that the simulation
 * would notice.
 *
 * <p>A mutant is a set of edits to the sources of a checkout. They are compiled in memory and
 * loaded apart from everything else; the code that people use has no switches. Read {@code Mutant}
 * first, then {@code Mutants}.
 */
@NullMarked
package io.election4j.proof.mutants;

import org.jspecify.annotations.NullMarked;
