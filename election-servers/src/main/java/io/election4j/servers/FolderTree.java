package io.election4j.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Copies and deletes folders with all that is in them. */
final class FolderTree {

  private FolderTree() {}

  /** Copies {@code from} to {@code to}, which must not exist. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : (Iterable<Path>) all::iterator) {
        Files.copy(one, to.resolve(from.relativize(one)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Deletes {@code root}; what is gone already, or goes meanwhile, is fine. */
  static void delete(Path root) {
    File[] inside = root.toFile().listFiles();
    if (inside != null && !Files.isSymbolicLink(root)) {
      Stream.of(inside).map(File::toPath).forEach(FolderTree::delete);
    }
    try {
      Files.deleteIfExists(root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }
}
