package io.election4j.mysql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .env} file, as {@link MySqlLeaseStore#fromEnvironment()} reads it: lines {@code
 * NAME=value}, {@code export} before them being allowed. What is no such line is ignored.
 *
 * <ul>
 *   <li>A value without quotes ends at the end of the line, or at a {@code #} behind a space.
 *   <li>Between single quotes everything is as it is. Between double quotes {@code \"}, {@code \\},
 *       {@code \$}, {@code \n}, {@code \r} and {@code \t} mean what they do elsewhere. Both may
 *       extend over several lines. Nothing is expanded: a {@code $} is a {@code $}.
 *   <li>Of a name that is set twice, the last value counts.
 *   <li>The text is in UTF-8, or in UTF-16 behind a byte order mark. Lines that are no such text do
 *       no harm, unless it is the value of theirs that is asked for.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class DotEnv {

  private final Path file;
  private final Map<String, DotEnvValue> values;
  private final @Nullable String fault;

  private DotEnv(Path file, Map<String, DotEnvValue> values, @Nullable String fault) {
    this.file = file;
    this.values = values;
    this.fault = fault;
  }

  /**
   * Reads a file, now. One that does not exist sets nothing. Nor does one that cannot be read, such
   * as a directory of that name: it may not be needed, and whoever misses a variable can tell its
   * {@link #fault()}.
   */
  public static DotEnv read(Path file) {
    try {
      return new DotEnv(file, DotEnvParser.parse(Files.readAllBytes(file)), null);
    } catch (NoSuchFileException absent) {
      return new DotEnv(file, Map.of(), null);
    } catch (IOException unreadable) {
      return new DotEnv(file, Map.of(), reason(file, unreadable));
    }
  }

  private static String reason(Path file, IOException unreadable) {
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    if (unreadable instanceof AccessDeniedException) {
      return "access is denied";
    }
    String words =
        unreadable instanceof FileSystemException known
            ? known.getReason()
            : unreadable.getMessage();
    return Objects.requireNonNullElse(words, unreadable.getClass().getSimpleName());
  }

  /** Returns why nothing is known of a file that is there, with its name; nothing otherwise. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault).map(why -> file + " cannot be read: " + why);
  }

  /**
   * Returns what the file sets a variable to, which may be empty text; nothing if it does not.
   *
   * @throws IllegalArgumentException with file, line and name, but not the value, if that is not to
   *     be understood
   */
  public Optional<String> get(String name) {
    DotEnvValue value = values.get(name);
    if (value != null && value.fault() != null) {
      throw new IllegalArgumentException(
          file + ", line " + value.line() + ": " + name + " " + value.fault());
    }
    return Optional.ofNullable(value).map(DotEnvValue::text);
  }
}
