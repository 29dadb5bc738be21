/** What virtual worlds are made of; exported to our own simulation of whole processes only. */
@NullMarked
package io.election4j.testkit.virtual.internal;

import org.jspecify.annotations.NullMarked;
