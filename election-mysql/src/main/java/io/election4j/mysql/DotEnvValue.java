package io.election4j.mysql;

import org.jspecify.annotations.Nullable;

/**
 * A value of a {@code .env} file.
 *
 * @param line where it begins, counted from 1
 * @param fault why it is not to be understood; {@code null} if it is
 */
record DotEnvValue(String text, int line, @Nullable String fault) {}
