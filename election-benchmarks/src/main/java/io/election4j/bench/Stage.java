package io.election4j.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a scenario runs on, and where it writes down what it finds. Not thread-safe. */
public final class Stage {

  // A multiple of the heartbeat unless set, so that every span sees the same number of them.
  private static final Duration SPAN = Duration.ofSeconds(15);

  private final Server server;
  private final Effort effort;
  private final Consumer<String> progress;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();

  /**
   * Creates one.
   *
   * @param effort how much of it
   * @param progress gets lines for people
   */
  public Stage(Server server, Effort effort, Consumer<String> progress) {
    this.server = server;
    this.effort = effort;
    this.progress = progress;
  }

  /** Returns the server, which nobody else uses. */
  public Server server() {
    return server;
  }

  /** Returns whether a rough answer will do. */
  public boolean quick() {
    return effort.quick();
  }

  /** Returns the first if a rough answer will do, else the second. */
  public int quickOr(int rough, int thorough) {
    return effort.quick() ? rough : thorough;
  }

  /** Returns how often to measure what is measured over a span of time. */
  public int rounds() {
    return effort.rounds();
  }

  /** Returns how long a span is in which nothing happens. */
  public Duration span() {
    return SPAN;
  }

  /** Tells people how far it is. */
  public void say(String line) {
    progress.accept(line);
  }

  /** Writes down a figure. */
  public void add(Figure figure) {
    say(
        "  %s %s %s: %.4g %s"
            .formatted(
                figure.subject(),
                figure.setting(),
                figure.metric(),
                figure.value(),
                figure.unit()));
    figures.add(figure);
  }

  /** Writes down a goal. */
  public void add(Goal goal) {
    goals.add(goal);
  }

  /** Writes down a picture. */
  public void add(Plot plot) {
    plots.add(plot);
  }

  /** Returns the figures so far. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Returns the goals so far. */
  public List<Goal> goals() {
    return List.copyOf(goals);
  }

  /** Returns the pictures so far. */
  public List<Plot> plots() {
    return List.copyOf(plots);
  }

  /** Returns the median of a metric; not a number if there is none. */
  public double value(String subject, String setting, String metric) {
    return figures.stream()
        .filter(f -> f.subject().equals(subject))
        .filter(f -> f.setting().equals(setting) && f.metric().equals(metric))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
