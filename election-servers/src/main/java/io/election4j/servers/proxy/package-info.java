/**
 * A TCP proxy that misbehaves when it is told to, for tests of anything that speaks to a server.
 *
 * <p>It needs nothing but the JDK.
 */
@NullMarked
package io.election4j.servers.proxy;

import org.jspecify.annotations.NullMarked;
