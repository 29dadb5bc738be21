/** The commands {@code scripts/chaos} and {@code scripts/soak}. */
@NullMarked
package io.election4j.proof.chaos.commands;

import org.jspecify.annotations.NullMarked;
