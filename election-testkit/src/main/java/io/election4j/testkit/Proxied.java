package io.election4j.testkit;

import io.election4j.spi.LeaseStore;
import java.util.function.BiFunction;

/**
 * Where a server is, and how to create a store that goes by another address.
 *
 * @param store given a host and a port
 */
record Proxied(String host, int port, BiFunction<String, Integer, LeaseStore> store) {}
