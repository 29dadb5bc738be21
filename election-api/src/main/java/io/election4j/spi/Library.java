package io.election4j.spi;

import java.net.URL;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A library that a store needs, with the oldest version it was run on. What a store's build file
 * says of versions does not bind those who depend on it: what they have in the end may be older.
 *
 * @param name as people know it
 * @param version of what is on the class path; {@code null} if it does not tell
 * @param least the oldest version that will do
 */
public record Library(String name, @Nullable String version, String least) {

  /** The name of a file; only the last one counts, as others may be around it. */
  private static final Pattern FILE = Pattern.compile("([^/!]*)\\.jar");

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

  /**
   * Returns the library that a class is of, with the version that its file tells. A file that is
   * not called after the library has others in it as well, an application of one file for instance,
   * and its version is none of theirs.
   */
  public static Library of(String name, Class<?> type, String least) {
    String file = file(type);
    Matcher own =
        Pattern.compile(Pattern.quote(name) + "(?:-[a-z][a-z-]*)?(?:-(\\d.*))?").matcher(file);
    if (!own.matches()) {
      return new Library(name, null, least);
    }
    String version = type.getPackage().getImplementationVersion();
    return new Library(name, version != null ? version : own.group(1), least);
  }

  /** Returns the name of the file that a class is from, without its ending; empty for none. */
  private static String file(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    String last = "";
    for (Matcher names = FILE.matcher(place == null ? "" : place.toString()); names.find(); ) {
      last = names.group(1);
    }
    return last;
  }

  /** Returns whether it is certainly too old; {@code false} if the version is not understood. */
  public boolean tooOld() {
    return version != null && number(version) >= 0 && number(version) < number(least);
  }

  /** Compares by the first three numbers; -1 for what has none. */
  private static long number(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      return -1;
    }
    String third = numbers.group(3) == null ? "0" : numbers.group(3);
    return Stream.of(numbers.group(1), numbers.group(2), third)
        .map(digits -> digits.length() > 6 ? "999999" : digits)
        .mapToLong(Long::parseLong)
        .reduce(0, (sum, number) -> sum * 1_000_000 + number);
  }

  /**
   * Refuses libraries that are too old.
   *
   * @throws StoreException as misconfigured, naming each of those with both versions
   */
  public static void require(Collection<Library> libraries) {
    String old =
        libraries.stream()
            .filter(Library::tooOld)
            .map(one -> one + " is on the class path, at least " + one.least + " is needed")
            .collect(Collectors.joining("; "));
    if (!old.isEmpty()) {
      throw StoreException.misconfigured(old, null);
    }
  }

  /**
   * Explains a failure for which libraries that do not fit one another are to blame: no retry
   * helps.
   *
   * @return nothing if they are not: no {@link LinkageError} is among the causes
   */
  public static Optional<StoreException> explain(Throwable failure, Collection<Library> libraries) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(LinkageError.class::isInstance)
        .findFirst()
        .map(
            mismatch ->
                StoreException.misconfigured(
                    "the libraries on the class path do not fit the store ("
                        + mismatch
                        + ")"
                        + libraries.stream()
                            .map(
                                one -> "; " + one + ", of which " + one.least + " or newer will do")
                            .collect(Collectors.joining()),
                    failure));
  }

  /** Returns name and version. */
  @Override
  public String toString() {
    return name + " " + (version == null ? "of an unknown version" : version);
  }
}
