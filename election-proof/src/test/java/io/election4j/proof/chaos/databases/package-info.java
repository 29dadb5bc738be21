@NullMarked
package io.election4j.proof.chaos.databases;

import org.jspecify.annotations.NullMarked;
