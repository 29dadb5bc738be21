package io.election4j.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;

/**
 * Folders that are filled once per user and then only read: unpacked programs and initialised data.
 *
 * <p>A folder appears whole or not at all: it is filled under another name and then renamed, under
 * a file lock that the system releases even when the process is killed. Safe for threads and for
 * processes.
 */
final class Cache {

  private static final Object ONE_THREAD_AT_A_TIME = new Object();

  private final Path root;

  Cache(Path root) {
    this.root = root;
  }

  /**
   * Returns the cache of this user: {@code $XDG_CACHE_HOME/election4j} or {@code
   * ~/.cache/election4j}.
   */
  static Cache ofUser() {
    return new Cache(rootFor(System.getenv(), System.getProperty("user.home")));
  }

  /**
   * Returns the cache of this user if others can enter it, too, else {@code /var/cache/election4j}.
   */
  static Cache forAll() {
    Path own = ofUser().root;
    return new Cache(othersCanEnter(own) ? own : Path.of("/var/cache/election4j"));
  }

  static boolean othersCanEnter(Path folder) {
    try {
      for (Path at = folder; at != null; at = at.getParent()) {
        if (Files.exists(at)
            && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static Path rootFor(Map<String, String> environment, String userHome) {
    String given = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification says that a relative path counts as none.
    Path caches = given.startsWith("/") ? Path.of(given) : Path.of(userHome, ".cache");
    return caches.resolve("election4j");
  }

  /** Returns the folder of this name, filled by {@code filling} if it does not exist yet. */
  Path folder(String name, Filling filling) {
    Path folder = root.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(root);
      fillLocked(folder, filling);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot fill the cache folder " + folder + " (XDG_CACHE_HOME moves it): " + e, e);
    }
  }

  private void fillLocked(Path folder, Filling filling) throws IOException {
    Path lockFile = root.resolve(folder.getFileName() + ".lock");
    synchronized (ONE_THREAD_AT_A_TIME) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(folder)) {
          fill(folder, filling);
        }
      }
    }
  }

  private void fill(Path folder, Filling filling) throws IOException {
    Path unfinished = root.resolve(folder.getFileName() + ".unfinished");
    FolderTree.delete(unfinished);
    Files.createDirectory(unfinished);
    filling.fill(unfinished);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts what belongs there into an empty folder. */
  @FunctionalInterface
  interface Filling {
    void fill(Path folder) throws IOException;
  }
}
