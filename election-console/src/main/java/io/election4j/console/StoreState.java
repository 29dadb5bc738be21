package io.election4j.console;

/**
 * Whether the store answers.
 *
 * @param address as it may be shown
 * @param read whether anything was read yet
 * @param answers whether the last reading was answered; not before there was one
 * @param cause why not; empty if it was
 * @param ageMillis how old what is shown is
 */
record StoreState(String address, boolean read, boolean answers, String cause, long ageMillis) {}
