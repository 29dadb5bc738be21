/** A store on H2 by JDBC: what {@code docs/writing-a-store.md} explains. */
@NullMarked
package io.election4j.samples.h2;

import org.jspecify.annotations.NullMarked;
