/** The servers that chaos is played on, and what leaders write there. */
@NullMarked
package io.election4j.cli.chaos;

import org.jspecify.annotations.NullMarked;
