package io.election4j.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command prints, and how it ends. */
class SimulateTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine line = Simulate.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void jsonIsOneLine() {
    assertThat(execute("--seeds", "3", "--seed", "5", "--json")).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString())
        .startsWith("{\"seeds\":3,\"firstSeed\":5,\"simulatedSeconds\":")
        .contains("\"faults\":{\"broken-answer\":")
        .contains("\"violations\":0}");
  }

  @Test
  void onlyTheFaultsAskedForHappen() {
    assertThat(execute("--seeds", "2", "--seed", "1", "--faults", "crash,pause", "--json"))
        .isZero();
    assertThat(out.toString())
        .containsPattern("\"crash\":[1-9]")
        .containsPattern("\"pause\":[1-9]")
        .contains("\"delay\":0", "\"close\":0", "\"lost-reply\":0");
  }

  @Test
  void aViolationIsShownAsTheShortestRunThatFails() {
    String faults = "partition,cut-requests,cut-answers,slow-answers,flapping,pause";
    String[] failing = {
      "--seeds",
      "1",
      "--seed",
      "3",
      "--clock-ratio",
      "1.3",
      "--processes",
      "3",
      "--elections",
      "1",
      "--faults",
      faults
    };
    assertThat(execute(failing)).isEqualTo(1);
    assertThat(out.toString())
        .contains("violations         1, first by seed 3")
        .contains("Violation: I1: ")
        .contains("Again: scripts/simulate --seeds 1 --seed 3 --faults " + faults)
        .doesNotContain("NOT REPLAYED");
  }

  @Test
  void aWrongOptionIsNamedWithItsValue() {
    assertThat(execute("--faults", "crash,nope")).isEqualTo(2);
    assertThat(execute("--seeds", "0")).isEqualTo(2);
    assertThat(execute("--clock-ratio", "0.5")).isEqualTo(2);
    assertThat(execute("--processes", "10")).isEqualTo(2);
    assertThat(execute("--seed", "x")).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            faults -> assertThat(faults).startsWith("--faults 'nope' is none of crash, pause,"),
            seeds -> assertThat(seeds).isEqualTo("--seeds 0 is less than 1"),
            ratio -> assertThat(ratio).isEqualTo("--clock-ratio 0.5 is not between 1 and 10"),
            processes -> assertThat(processes).isEqualTo("--processes 10 is more than 9"),
            seed -> assertThat(seed).contains("'--seed'").contains("'x'"));
  }
}
