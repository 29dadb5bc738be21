package io.election4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

  @Test
  void valuesHaveThreeDigitsThatCount() {
    assertThat(Quantity.text(0.93412, "T")).isEqualTo("0.934 T");
    assertThat(Quantity.text(12.3456, "ms")).isEqualTo("12.3 ms");
    assertThat(Quantity.text(12345.6, "")).isEqualTo("12,346");
    assertThat(Quantity.text(3, "")).isEqualTo("3");
    assertThat(Quantity.text(0.00001, "B")).isEqualTo("1.0e-05 B");
    assertThat(Quantity.text(Double.NaN, "ms")).isEqualTo("not measured");
  }

  @Test
  void aGoalThatIsMissedSaysSo(@TempDir Path folder) throws IOException {
    assertThat(written(folder, Goal.atMost("P0", "little", "ms", 2, 1).because("it is slow")))
        .contains("| P0 | little | Some DB | 2 ms | at most 1 ms | **missed** | it is slow |");
    assertThat(written(folder, Goal.atMost("P0", "little", "ms", Double.NaN, 1)))
        .contains("| not in this run |")
        .doesNotContain("missed");
    assertThat(written(folder, Goal.atLeast("P0", "much", "", 2, 1)))
        .contains("| P0 | much | Some DB | 2 | at least 1 | reached |");
  }

  @Test
  void aGoalForManyNumbersOfElectionsHasOneRowWithTheWorst() {
    Result result = result(List.of(), numbered(1, 2), numbered(1_000, 5), numbered(100, 3));

    assertThat(GoalTable.of(List.of(result)))
        .filteredOn(line -> line.startsWith("| P0"))
        .singleElement()
        .asString()
        .contains("| 5 at N = 1,000, the worst of 1; 1,000; 100 | at most 4 | **missed** |");
  }

  @Test
  void othersStandBesideUsWithTheirRatioToOurs() {
    Figure ours = Figure.once("election4j", "1000", "time", "ms", 2);
    Figure theirs = Figure.once("Them", "1000", "time", "ms", 3_000);

    assertThat(Comparison.of(List.of(result(List.of(ours, theirs)))))
        .contains("| some, on Some DB | election4j | Them |")
        .contains("| time, N = 1,000 | 2 ms | 3 s (1,500 x) |");
  }

  private static Goal numbered(int n, double measured) {
    return Goal.atMost("P0", "little, N = " + n, "", measured, 4);
  }

  private static Result result(List<Figure> figures, Goal... goals) {
    return new Result("some", "About.", "Some DB", Map.of(), figures, List.of(goals), List.of());
  }

  @Test
  void plotsAreDrawnBesideTheReport(@TempDir Path folder) throws IOException {
    written(folder, Goal.atMost("", "", "", 0, 0));
    assertThat(folder.resolve("performance/line-some-db.svg"))
        .content()
        .startsWith("<svg")
        .contains("<polyline", ">us</text>", ">A line</text>")
        .hasSizeLessThan(5_000);
  }

  private static String written(Path folder, Goal goal) throws IOException {
    Plot.Line line = Plot.distribution("us", Samples.of(1, 2, 3));
    Plot plot = Plot.percentiles("line", "A line", "ms", List.of(line));
    Figure figure = Figure.of("us", "1", "time", "ms", Samples.of(1, 2, 3));
    Path file = folder.resolve("performance.md");
    new BenchReport(
            List.of(
                new Result(
                    "some",
                    "About it.",
                    "Some DB",
                    Map.of("command", "scripts/bench"),
                    List.of(figure),
                    List.of(goal),
                    List.of(plot))))
        .write(file);
    return Files.readString(file);
  }
}
