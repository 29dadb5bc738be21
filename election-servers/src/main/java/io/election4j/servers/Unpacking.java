package io.election4j.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the entries of an archive below one folder. */
record Unpacking(Path folder) {

  void file(String name, InputStream content, boolean executable) throws IOException {
    Path file = inside(name);
    Files.copy(content, file);
    if (executable) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  void link(String name, String target) throws IOException {
    Files.createSymbolicLink(inside(name), Path.of(target));
  }

  private Path inside(String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("the archive's entry leads out of its folder: " + name);
    }
    Files.createDirectories(file.getParent());
    return file;
  }
}
