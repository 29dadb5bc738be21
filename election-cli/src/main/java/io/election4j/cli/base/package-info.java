/** What all command lines of this project share: options, failures, exit codes, stores by URL. */
@NullMarked
package io.election4j.cli.base;

import org.jspecify.annotations.NullMarked;
