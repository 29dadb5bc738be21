package io.election4j.console;

import io.election4j.cli.ElectionView;

/**
 * One election as read last.
 *
 * @param view what was read
 * @param sinceMillis since when it stands as it does, on this machine's clock
 * @param sinceSeen whether its beginning was seen; else it stands so for longer
 */
record Row(ElectionView view, long sinceMillis, boolean sinceSeen) {

  Stand stand() {
    return Stand.of(view);
  }
}
