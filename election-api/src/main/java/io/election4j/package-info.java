/** For people who run elections. */
@NullMarked
package io.election4j;

import org.jspecify.annotations.NullMarked;
