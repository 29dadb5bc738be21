package io.election4j.console;

/**
 * Whether the store answers.
 *
 * @param address as it may be shown
 * @param answers whether the last reading was answered
 * @param cause why not; empty if it was
 * @param ageMillis how old what is shown is
 */
record StoreState(String address, boolean answers, String cause, long ageMillis) {}
