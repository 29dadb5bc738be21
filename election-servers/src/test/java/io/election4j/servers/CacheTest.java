package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {

  @TempDir Path root;

  @Test
  void aFolderIsFilledOnce() {
    AtomicInteger fillings = new AtomicInteger();

    Set<Path> folders = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> folders.add(new Cache(root).folder("one", f -> fillings.incrementAndGet())));

    assertThat(folders).containsExactly(root.resolve("one"));
    assertThat(fillings).hasValue(1);
  }

  @Test
  void aFillingThatFailedLeavesNoFolderAndIsTriedAgain() {
    Cache cache = new Cache(root);

    assertThatThrownBy(() -> cache.folder("one", CacheTest::writeAndFail))
        .hasMessageContaining("XDG_CACHE_HOME")
        .hasMessageContaining("disk full");
    assertThat(root.resolve("one")).doesNotExist();

    assertThat(cache.folder("one", folder -> {})).isEmptyDirectory();
  }

  @Test
  void itsPlaceFollowsTheXdgSpecification() {
    assertThat(Cache.rootFor(Map.of("XDG_CACHE_HOME", "/c"), "/home/me"))
        .isEqualTo(Path.of("/c/election4j"));
    assertThat(Cache.rootFor(Map.of(), "/home/me"))
        .isEqualTo(Path.of("/home/me/.cache/election4j"));
    assertThat(Cache.rootFor(Map.of("XDG_CACHE_HOME", "relative"), "/home/me"))
        .isEqualTo(Path.of("/home/me/.cache/election4j"));
  }

  @Test
  void othersCanEnterAFolderOnlyIfTheyCanEnterAllAbove() throws IOException {
    assertThat(Cache.othersCanEnter(root.resolve("not/there/yet"))).isFalse();

    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    assertThat(Cache.othersCanEnter(root.resolve("not/there/yet"))).isTrue();
  }

  private static void writeAndFail(Path folder) throws IOException {
    Files.writeString(folder.resolve("half"), "half");
    throw new IOException("disk full");
  }
}
