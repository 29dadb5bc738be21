package io.election4j.proof.chaos;

import io.election4j.proof.chaos.Note.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a virtual machine has to load for a candidate, archived once so that the others start in
 * half the time. It needs a class path of jars; without that there is no archive.
 */
final class ClassArchive implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Path file;

  private ClassArchive(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("candidate.jsa");
  }

  /** Lets one candidate lead for a moment. */
  static ClassArchive create(CandidateJvm jvm, ChaosServer server, String election)
      throws IOException, InterruptedException {
    ClassArchive archive = new ClassArchive(Files.createTempDirectory("election4j-"));
    List<String> options = new ArrayList<>(jvm.options());
    options.add("-XX:ArchiveClassesAtExit=" + archive.file);
    options.add("-Xlog:disable");
    CandidateJvm first = jvm.with(options);
    try (CandidateFleet cast = new CandidateFleet(first, server, election, LEASE)) {
      cast.start();
      cast.awaitReady();
      Pause.until(() -> cast.all().get(0).noted(note -> note.kind() == Kind.ELECTED), LIMIT);
      cast.dismiss();
    }
    return archive;
  }

  /** Returns the virtual machine with the archive, if there is one. */
  CandidateJvm with(CandidateJvm jvm) {
    if (!Files.isReadable(file)) {
      return jvm;
    }
    List<String> options = new ArrayList<>(jvm.options());
    options.add("-XX:SharedArchiveFile=" + file);
    return jvm.with(options);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      // It is in the folder of temporary files.
    }
  }
}
