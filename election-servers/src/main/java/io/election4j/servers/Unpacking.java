package io.election4j.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Writes the entries of an archive below one folder. */
record Unpacking(Path folder) {

  /** Writes those files and links of a tar archive whose names are needed. */
  void tar(InputStream archive, Pattern needed) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(archive);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (!entry.isDirectory() && needed.matcher(entry.getName()).matches()) {
        entry(entry, tar);
      }
    }
  }

  private void entry(TarArchiveEntry entry, InputStream content) throws IOException {
    if (entry.isSymbolicLink()) {
      link(entry.getName(), entry.getLinkName());
    } else {
      file(entry.getName(), content, (entry.getMode() & 0100) != 0);
    }
  }

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
