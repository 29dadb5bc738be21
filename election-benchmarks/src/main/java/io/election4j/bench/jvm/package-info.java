/** What runs in the virtual machine alone, measured by JMH. */
@NullMarked
package io.election4j.bench.jvm;

import org.jspecify.annotations.NullMarked;
