package io.election4j.proof.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sources that this program was built from. */
final class Checkout {

  private static final String API = "election-api/src/main/java";
  private static final String PROOF = "election-proof/src/main/java";

  private final List<Path> roots;

  Checkout(Path root) {
    roots = List.of(root.resolve(API), root.resolve(PROOF));
  }

  /**
   * Returns the checkout that the working directory is in.
   *
   * @throws IllegalStateException if it is in none
   */
  static Checkout here() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.isDirectory(p.resolve(API))) {
        return new Checkout(p);
      }
    }
    throw new IllegalStateException("not in a checkout: there is no folder " + API);
  }

  /** Returns the text of a source file. */
  String read(String file) {
    Path path =
        roots.stream()
            .map(root -> root.resolve(file))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("there is no source " + file));
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
