package io.election4j.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.election4j.Candidate;
import io.election4j.cli.base.ExitCode;
import io.election4j.spi.ElectionRecord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request in one election; its JSON form is the one documented.
 *
 * @param election its name
 * @param outcome what came of it
 * @param from who was asked; {@code null} if nobody was
 * @param to who leads now; {@code null} if nobody does, or it is not known yet
 */
public record RequestResult(
    String election, Outcome outcome, @Nullable NamedTerm from, @Nullable NamedTerm to) {

  /** What came of a request. */
  public enum Outcome {
    /** It was obeyed, or was so already. */
    DONE(ExitCode.OK),
    /** The leader was asked; nobody waited for more. */
    ASKED(ExitCode.OK),
    /** The store has no record of the election. */
    UNKNOWN(ExitCode.UNKNOWN_ELECTION),
    /** Nobody leads, so nobody was asked. */
    NOT_LED(ExitCode.NOT_LED),
    /** The leader left, but the successor does not lead. */
    NOT_TAKEN(ExitCode.NOT_OBEYED),
    /** The leader was asked, and has not left in time; it still may. */
    NOT_OBEYED(ExitCode.NOT_OBEYED);

    private final ExitCode exitCode;

    Outcome(ExitCode exitCode) {
      this.exitCode = exitCode;
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A leader and its term.
   *
   * @param name the candidate's
   * @param term its term
   */
  public record NamedTerm(String name, long term) {

    static @Nullable NamedTerm of(ElectionRecord record) {
      Candidate leader = record.leader();
      return leader == null ? null : new NamedTerm(leader.name(), record.term());
    }

    @Override
    public String toString() {
      return "'" + name + "' (term " + term + ")";
    }
  }

  @JsonIgnore
  ExitCode exitCode() {
    return outcome.exitCode;
  }

  /** Returns the line for people. */
  String line() {
    return "'" + election + "': " + what();
  }

  private String what() {
    return switch (outcome) {
      case DONE -> from == null ? to + " leads already" : change();
      case ASKED -> from + " was asked";
      case UNKNOWN -> "the store does not know it";
      case NOT_LED -> "nobody leads, so nobody was asked";
      case NOT_TAKEN -> change() + ", not by the successor";
      case NOT_OBEYED -> from + " was asked and has not left in time; it still may";
    };
  }

  private String change() {
    return "was led by " + from + ", now by " + (to == null ? "nobody" : to);
  }
}
