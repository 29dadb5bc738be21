package io.election4j.spring;

import io.election4j.Candidacy;
import java.util.Set;

/**
 * What is joined when the context starts, besides what annotations name.
 *
 * @param elections their names; may be empty
 * @param candidacy on what terms these, and those of annotations, are joined
 */
public record ElectionJoins(Set<String> elections, Candidacy candidacy) {

  public ElectionJoins {
    elections = Set.copyOf(elections);
  }

  static ElectionJoins none() {
    return new ElectionJoins(Set.of(), Candidacy.plain());
  }
}
