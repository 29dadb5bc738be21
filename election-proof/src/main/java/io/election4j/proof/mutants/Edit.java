package io.election4j.proof.mutants;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One change of a source file.
 *
 * @param file its path below the folder of sources
 * @param before what is replaced; occurs exactly once, whatever the spaces and line breaks are
 * @param after what it is replaced with
 */
record Edit(String file, String before, String after) {

  /** Returns the edit of a class of the engine. */
  static Edit engine(String type, String before, String after) {
    return new Edit("io/election4j/internal/engine/" + type + ".java", before, after);
  }

  /**
   * Returns the source with this change.
   *
   * @throws IllegalStateException if the text to replace does not occur exactly once
   */
  String applied(String source) {
    Matcher matcher = pattern().matcher(source);
    if (!matcher.find()) {
      throw new IllegalStateException(file + " does not contain: " + before.strip());
    }
    String changed = source.substring(0, matcher.start()) + after + source.substring(matcher.end());
    if (matcher.find()) {
      throw new IllegalStateException(file + " contains more than once: " + before.strip());
    }
    return changed;
  }

  private Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(before.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+")));
  }
}
