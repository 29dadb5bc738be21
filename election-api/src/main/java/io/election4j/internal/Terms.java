package io.election4j.internal;

import io.election4j.Candidacy;
import io.election4j.ElectionGroup;
import org.jspecify.annotations.Nullable;

/**
 * On what terms this process stands.
 *
 * @param group which gives it its share of the elections; {@code null} if none does
 */
record Terms(Candidacy candidacy, @Nullable ElectionGroup group) {

  static Terms of(Candidacy candidacy) {
    return new Terms(candidacy, null);
  }

  @Override
  public String toString() {
    return candidacy.toString();
  }
}
