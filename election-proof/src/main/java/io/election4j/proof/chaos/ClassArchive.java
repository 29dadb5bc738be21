package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.CandidateJvm;
import io.election4j.demo.harness.Note.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  static ClassArchive create(Setting setting, String name) throws IOException {
    ClassArchive archive = new ClassArchive(Files.createTempDirectory("election4j-"));
    CandidateJvm first =
        setting.jvm().with(List.of("-XX:ArchiveClassesAtExit=" + archive.file, "-Xlog:disable"));
    HarmedElection election = setting.with(first).election(name, LEASE);
    try (CandidateFleet fleet = election.fleet()) {
      fleet.start();
      fleet.awaitReady();
      fleet.awaitNote(note -> note.kind() == Kind.ELECTED, LIMIT);
      election.dismiss();
    }
    return archive;
  }

  /** Returns the virtual machine with the archive, if there is one. */
  CandidateJvm with(CandidateJvm jvm) {
    return Files.isReadable(file) ? jvm.with(List.of("-XX:SharedArchiveFile=" + file)) : jvm;
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
