package io.election4j.proof.mutants;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocol with one rule broken.
 *
 * @param name lower case words with dashes
 * @param lesson what the broken rule prevents, and who learned it
 * @param shell whether it takes a simulation of whole processes to find it, not of engines only
 * @param edits what breaks it
 */
record Mutant(String name, String lesson, boolean shell, List<Edit> edits) {

  static Mutant of(String name, String lesson, Edit... edits) {
    return new Mutant(name, lesson, false, List.of(edits));
  }

  static Mutant ofShell(String name, String lesson, Edit... edits) {
    return new Mutant(name, lesson, true, List.of(edits));
  }

  /**
   * Returns the changed files.
   *
   * @throws IllegalStateException if an edit does not fit the sources any more
   */
  Map<String, String> sources(Checkout checkout) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (Edit edit : edits) {
      String source = changed.computeIfAbsent(edit.file(), checkout::read);
      try {
        changed.put(edit.file(), edit.applied(source));
      } catch (IllegalStateException stale) {
        throw new IllegalStateException("mutant " + name + ": " + stale.getMessage(), stale);
      }
    }
    return changed;
  }
}
