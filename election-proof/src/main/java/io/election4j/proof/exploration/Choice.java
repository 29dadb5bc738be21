package io.election4j.proof.exploration;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that can happen next.
 *
 * @param what to tell people
 * @param effect lets it happen
 * @param undo makes it not have happened; {@code null} if that cannot be, because an engine took a
 *     step
 */
record Choice(Supplier<String> what, Runnable effect, @Nullable Runnable undo) {}
