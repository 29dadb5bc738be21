package io.election4j.internal;

/**
 * What all elections of one process share.
 *
 * @param trust the lease that they are led under
 */
record Shell(Settings settings, Threads threads, EngineLoop loop, LeaseTrust trust) {}
