package io.election4j.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of results, the newest of each scenario on each kind of server. */
final class Results {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  Results(Path folder) {
    this.folder = folder;
  }

  void save(Result result) throws IOException {
    Files.createDirectories(folder);
    String name = result.scenario() + "-" + BenchReport.slug(result.server()) + ".json";
    JSON.writeValue(folder.resolve(name).toFile(), result);
  }

  /** Returns all of these scenarios, in their order. */
  List<Result> load(List<Scenario> order) throws IOException {
    List<String> names = order.stream().map(Scenario::name).toList();
    List<Result> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        all.add(JSON.readValue(file.toFile(), Result.class));
      }
    }
    all.sort(Comparator.comparing(result -> names.indexOf(result.scenario())));
    return all;
  }

  static String json(Result result) throws IOException {
    return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result);
  }
}
