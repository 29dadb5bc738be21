/** The pure state machine. */
@NullMarked
package io.election4j.engine;

import org.jspecify.annotations.NullMarked;
