package io.election4j.proof.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was written in a run. */
record RunLogs(Path folder) {

  /** Writes a folder of files; returns it. */
  Path write(RunResult verdict) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run-" + verdict.seed()));
    List<String> story = new ArrayList<>(verdict.story());
    story.addAll(verdict.violations());
    Files.write(run.resolve("story.log"), story);
    Files.write(
        run.resolve("ledger.log"),
        verdict.records().written().entries().stream().map(Object::toString).toList());
    for (Log one : verdict.records().logs()) {
      Files.write(
          run.resolve(one.candidate() + ".log"), one.notes().stream().map(Note::line).toList());
      Files.write(run.resolve(one.candidate() + ".err"), one.complaints());
    }
    return run;
  }
}
