/** Those who are compared, each a library that elects leaders, behind one interface. */
@NullMarked
package io.election4j.bench.contest;

import org.jspecify.annotations.NullMarked;
