package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The user whom a server runs as.
 *
 * @param number of the user, if it is not that of this process
 */
record ServerUser(OptionalInt number) {

  /** The user of this process. */
  static final ServerUser OURS = new ServerUser(OptionalInt.empty());

  /** The user and the group that Linux has for those without rights. */
  private static final ServerUser NOBODY = new ServerUser(OptionalInt.of(65_534));

  /** Returns the user of this process unless that is root, who becomes nobody. */
  static ServerUser notRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0) ? NOBODY : OURS;
    } catch (IOException | UnsupportedOperationException e) {
      return OURS;
    }
  }

  /** Returns the words that run this command as this user, in the same process. */
  List<String> command(List<String> words) {
    List<String> all = new ArrayList<>();
    number.ifPresent(
        n ->
            all.addAll(List.of("setpriv", "--reuid=" + n, "--regid=" + n, "--clear-groups", "--")));
    all.addAll(words);
    return all;
  }

  /** Gives a file or an empty folder to this user. */
  void own(Path file) throws IOException {
    if (number.isPresent()) {
      Files.setAttribute(file, "unix:uid", number.getAsInt(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Returns the cache whose programs this user can run. */
  Cache cache() {
    return number.isPresent() ? Cache.forAll() : Cache.ofUser();
  }
}
