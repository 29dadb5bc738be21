/** What is measured. */
@NullMarked
package io.election4j.bench.scenarios;

import org.jspecify.annotations.NullMarked;
