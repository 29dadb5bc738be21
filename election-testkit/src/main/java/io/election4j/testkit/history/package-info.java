/** Finds an order in which calls that were under way at the same time can have taken effect. */
@NullMarked
package io.election4j.testkit.history;

import org.jspecify.annotations.NullMarked;
