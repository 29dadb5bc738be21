/** Tests of the command line. */
@NullMarked
package io.election4j.cli;

import org.jspecify.annotations.NullMarked;
