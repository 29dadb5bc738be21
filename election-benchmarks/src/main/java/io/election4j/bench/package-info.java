/** What elections cost, beside what other libraries cost on the same servers. */
@NullMarked
package io.election4j.bench;

import org.jspecify.annotations.NullMarked;
