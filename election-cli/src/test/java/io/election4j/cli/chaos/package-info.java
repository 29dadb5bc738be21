@NullMarked
package io.election4j.cli.chaos;

import org.jspecify.annotations.NullMarked;
