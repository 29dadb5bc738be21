/** The servers that chaos is played on, and what leaders write there. */
@NullMarked
package io.election4j.proof.chaos.databases;

import org.jspecify.annotations.NullMarked;
