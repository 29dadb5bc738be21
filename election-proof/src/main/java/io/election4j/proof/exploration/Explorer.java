package io.election4j.proof.exploration;

import io.election4j.proof.oracle.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of a world that so many choices lead to, the nearest first, so that the first
 * violation found is one of the shortest.
 *
 * <p>An engine cannot be copied, so a state is a list of choices, made anew from the beginning each
 * time.
 */
public final class Explorer {

  /** How many states are expanded between two looks at what is new. */
  private static final int CHUNK = 2048;

  /** After peace everything is healed: four leases, and some rounds of reads. */
  private static final int PEACE = 25;

  /** One in so many states is left in peace. */
  static final int HEAL_EVERY = 5;

  private record Successor(long print, @Nullable Violation violation) {}

  private final Scope scope;
  private final int mostStates;
  private final int healEvery;
  private final Visited visited = new Visited();
  private long transitions;
  private long healed;
  private @Nullable Violation violation;
  private byte[] violating = {};

  /**
   * Creates an explorer.
   *
   * @param mostStates where to stop at the latest
   * @param healEvery one in how many states is left in peace
   */
  Explorer(Scope scope, int mostStates, int healEvery) {
    this.scope = scope;
    this.mostStates = mostStates;
    this.healEvery = healEvery;
  }

  /**
   * Explores a world, for callers that were loaded apart from this class and share no other type
   * with it.
   *
   * @param world its name
   * @param depth how many choices there are on a path at the most; 0 for the world's own
   * @param mostStates where to stop at the latest
   * @return the choices that lead to the first violation, one a line, and then the violation;
   *     nothing if all invariants hold
   */
  public static String counterexample(String world, int depth, int mostStates) {
    Scope named = Scope.named(world);
    Scope scope = depth > 0 ? named.upTo(depth) : named;
    Explored explored = new Explorer(scope, mostStates, HEAL_EVERY).explore();
    List<String> lines = new ArrayList<>(explored.path());
    if (explored.violated()) {
      lines.add(explored.violation());
    }
    return String.join("\n", lines);
  }

  Explored explore() {
    long begin = System.nanoTime();
    visited.add(Fingerprint.of(new World(scope)), -1, 0);
    int from = 0;
    int level = 0;
    while (level < scope.depth() && from < visited.size() && violation == null && withinLimit()) {
      int to = visited.size();
      level++;
      for (int chunk = from; chunk < to && violation == null && withinLimit(); chunk += CHUNK) {
        int known = visited.size();
        expand(chunk, Math.min(to, chunk + CHUNK));
        if (violation == null) {
          heal(known, visited.size());
        }
      }
      from = to;
    }
    boolean complete = from == visited.size();
    long nanos = System.nanoTime() - begin;
    Violation found = violation;
    return new Explored(
        scope.name(),
        visited.size(),
        transitions,
        level,
        complete,
        healed,
        nanos,
        found == null ? "" : String.valueOf(found.getMessage()),
        story(violating));
  }

  private boolean withinLimit() {
    return visited.size() < mostStates;
  }

  private void expand(int from, int to) {
    List<List<Successor>> all =
        IntStream.range(from, to).parallel().mapToObj(this::successors).toList();
    for (int i = 0; i < all.size(); i++) {
      List<Successor> successors = all.get(i);
      for (int choice = 0; choice < successors.size(); choice++) {
        add(from + i, choice, successors.get(choice));
      }
    }
  }

  private void add(int parent, int choice, Successor successor) {
    if (violation != null) {
      return;
    }
    transitions++;
    if (successor.violation == null) {
      visited.add(successor.print, parent, choice);
    } else {
      violation = successor.violation;
      byte[] path = visited.path(parent);
      violating = Arrays.copyOf(path, path.length + 1);
      violating[path.length] = (byte) choice;
    }
  }

  private List<Successor> successors(int state) {
    byte[] path = visited.path(state);
    @Nullable World world = replay(path);
    List<Choice> choices = world.choices();
    List<Successor> successors = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      if (world == null) {
        world = replay(path);
        choices = world.choices();
      }
      Choice choice = choices.get(i);
      successors.add(successor(world, choice));
      if (choice.undo() == null) {
        world = null;
      } else {
        choice.undo().run();
      }
    }
    return successors;
  }

  private static Successor successor(World world, Choice choice) {
    try {
      world.take(choice);
      return new Successor(Fingerprint.of(world), null);
    } catch (Violation found) {
      return new Successor(0, found);
    }
  }

  // == Peace ==

  /** Leaves some of the new states in peace. */
  private void heal(int from, int to) {
    List<Integer> chosen =
        IntStream.range(from, to).filter(state -> state % healEvery == 0).boxed().toList();
    List<Optional<Violation>> all = chosen.parallelStream().map(this::healed).toList();
    for (int i = 0; i < all.size() && violation == null; i++) {
      healed++;
      Violation found = all.get(i).orElse(null);
      if (found != null) {
        violation = found;
        violating = visited.path(chosen.get(i));
      }
    }
  }

  private Optional<Violation> healed(int state) {
    try {
      World world = replay(visited.path(state));
      world.peace(PEACE);
      world.healed();
      return Optional.empty();
    } catch (Violation found) {
      return Optional.of(found);
    }
  }

  private World replay(byte[] path) {
    World world = new World(scope);
    for (byte choice : path) {
      world.take(world.choices().get(choice));
    }
    return world;
  }

  private List<String> story(byte[] path) {
    List<String> story = new ArrayList<>();
    World world = new World(scope);
    try {
      for (byte index : path) {
        Choice choice = world.choices().get(index);
        story.add(choice.what().get());
        world.take(choice);
      }
    } catch (Violation expected) {
      return story;
    }
    if (path.length > 0) {
      story.add("from here on in peace");
    }
    return story;
  }
}
