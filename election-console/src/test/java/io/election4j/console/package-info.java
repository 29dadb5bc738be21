@NullMarked
package io.election4j.console;

import org.jspecify.annotations.NullMarked;
