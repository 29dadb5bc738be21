package io.election4j.proof.exploration;

import io.election4j.Candidate;
import io.election4j.Timing;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.StateKey;
import io.election4j.proof.oracle.ModelStore;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number that stands for the state of a world: the same for states that can only go on in the
 * same ways.
 *
 * <p>An engine adds its state itself; of all else it is the fields. Clock readings count relative
 * to now, and not at all once they are far back; numbers of actions and versions of leases only by
 * their order. Two states that differ have the same number once in 2^64.
 */
final class Fingerprint implements StateKey {

  /** Further back than this a clock reading makes no difference: two leases. */
  private static final long FAR = 1_000_000_000L;

  /** Numbers of actions; beside these, all numbers that are keys of maps. */
  private static final Set<String> NUMBERS =
      Set.of("number", "learnedAt", "newest", "reading", "newestClaims");

  /** Counters of the oracle, for people only. */
  private static final Set<String> COUNTERS =
      Set.of("steps", "elected", "lost", "fences", "ghosts");

  /** What is the same in all states, or says only how something is called. */
  private static final Set<String> IRRELEVANT =
      Set.of(
          "writes",
          "storeFaults",
          "written",
          "leastTerm",
          "world",
          "name",
          "suspended",
          "suspendedAt",
          "incarnation",
          "unitNanos",
          "index");

  private static final Set<Class<?>> CONSTANT =
      Set.of(Timing.class, Candidate.class, ModelStore.class, World.class);

  private static final int PLAIN = 0;

  private static final Comparator<Message> ORDER =
      Comparator.comparingInt((Message m) -> m.from.index())
          .thenComparingLong(m -> m.action.number())
          .thenComparing(m -> m.copy);

  private final World world;
  private final Map<Object, Integer> met = new IdentityHashMap<>();
  private final Map<LeaseId, Integer> leases = new HashMap<>();
  private long[] tokens = new long[1024];
  private int[] scales = new int[1024];
  private int size;
  private WorldProcess process;
  private ClockReading now;
  private int versions;

  private Fingerprint(World world) {
    this.world = world;
    this.process = world.processes().get(0);
    this.now = process.now();
  }

  static long of(World world) {
    Fingerprint print = new Fingerprint(world);
    print.token(world.faults());
    for (WorldProcess process : world.processes()) {
      print.enter(process);
      print.fields(process);
    }
    List<Message> messages = new ArrayList<>(world.messages());
    messages.sort(ORDER);
    messages.forEach(print::message);
    print.fields(world.store());
    print.fields(world.oracle());
    return print.hash();
  }

  private void message(Message message) {
    enter(message.from);
    token(message.incarnation == message.from.incarnation() ? 1 : 0);
    token((message.late ? 1 : 0) + (message.copy ? 2 : 0));
    visit("", message.awaited() || message.answer == null ? message.action : null);
    visit("", message.awaited() ? message.answer : null);
  }

  private void enter(WorldProcess other) {
    process = other;
    now = other.now();
  }

  // == What a state consists of ==

  private void visit(String name, @Nullable Object value) {
    if (value == null) {
      token(-7);
    } else if (value instanceof Long number) {
      number(name, number);
    } else if (value instanceof Integer
        || value instanceof Boolean
        || value instanceof String
        || value instanceof Enum
        || value instanceof Duration) {
      token(value instanceof Enum<?> e ? e.ordinal() : value.hashCode());
    } else if (value instanceof LeaseId id) {
      lease(id);
    } else if (value instanceof Marker marker) {
      token(marker.equals(Marker.START) ? -1 : world.writes() - Long.parseLong(marker.position()));
    } else if (value instanceof WorldProcess other) {
      enter(other);
      token(other.index());
    } else if (value instanceof Throwable) {
      token(-8);
    } else if (value instanceof Collection<?> all) {
      token(all.size());
      all.forEach(each -> visit(name, each));
    } else if (value instanceof Map<?, ?> map) {
      map(name, map);
    } else {
      object(value);
    }
  }

  @Override
  public void add(@Nullable Object... values) {
    for (Object value : values) {
      visit("", value);
    }
  }

  @Override
  public void nanos(long... readings) {
    for (long reading : readings) {
      number("nanos", reading);
    }
  }

  @Override
  public void numbers(long... numbers) {
    for (long number : numbers) {
      number("number", number);
    }
  }

  @Override
  public void version(long version) {
    number("version", version);
  }

  private void lease(LeaseId id) {
    UUID value = id.value();
    versions = leases.computeIfAbsent(id, i -> leases.size() + 1);
    token(value.getMostSignificantBits() * 1000 + value.getLeastSignificantBits());
  }

  private void map(String name, Map<?, ?> map) {
    token(map.size());
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (entries.size() > 1 && !(map instanceof SortedMap<?, ?>)) {
      entries.sort(Comparator.comparing(Fingerprint::key));
    }
    for (Map.Entry<?, ?> entry : entries) {
      visit(entry.getKey() instanceof Long ? "number" : name, entry.getKey());
      visit(name, entry.getValue());
    }
  }

  /** Keys of one map are all numbers or have all texts of the same length, but for elections. */
  private static String key(Map.Entry<?, ?> entry) {
    return entry.getKey().toString();
  }

  private void object(Object value) {
    // Records are values; only what changes is something of its own.
    Integer before = value instanceof Record ? null : met.putIfAbsent(value, met.size());
    if (before == null && value instanceof Part part) {
      part.addTo(this);
    } else if (before == null) {
      fields(value);
    } else {
      token(before);
    }
  }

  private void fields(Object value) {
    for (Shape.Part part : Shape.of(value.getClass()).parts()) {
      if (part.type() == long.class) {
        number(part.name(), part.number(value));
      } else {
        visit(part.name(), part.value(value));
      }
    }
  }

  private void number(String name, long value) {
    if (NUMBERS.contains(name)) {
      token(value, value <= 0 ? PLAIN : -1 - process.index());
    } else if (name.equals("version")) {
      token(value, value <= 0 ? PLAIN : versions);
    } else if (value == 0) {
      // Also of a clock: a reading that was never taken.
      token(0);
    } else if (name.equals("nanos") || name.endsWith("Nanos")) {
      token(Math.max(-FAR, value - now.nanos()));
    } else if (name.equals("wallMillis")) {
      token(Math.max(-FAR / 1_000_000, value - now.wallMillis()));
    } else {
      token(value);
    }
  }

  // == The number ==

  private void token(long token) {
    token(token, PLAIN);
  }

  private void token(long token, int scale) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
      scales = Arrays.copyOf(scales, 2 * size);
    }
    tokens[size] = token;
    scales[size++] = scale;
  }

  private long hash() {
    Map<Integer, long[]> ranks = new HashMap<>();
    long hash = size;
    for (int i = 0; i < size; i++) {
      long token = tokens[i];
      if (scales[i] != PLAIN) {
        long[] values = ranks.computeIfAbsent(scales[i], this::values);
        token = rank(values, token);
      }
      hash = mixed(hash * 0x9E3779B97F4A7C15L + token);
    }
    return hash;
  }

  private long[] values(int scale) {
    long[] values = new long[size];
    int found = 0;
    for (int i = 0; i < size; i++) {
      if (scales[i] == scale) {
        values[found++] = tokens[i];
      }
    }
    return Arrays.copyOf(values, found);
  }

  /** Returns how many different values are not above this one. */
  private static int rank(long[] values, long value) {
    int rank = 1;
    for (int i = 0; i < values.length; i++) {
      boolean counts = values[i] < value;
      for (int j = 0; counts && j < i; j++) {
        counts = values[j] != values[i];
      }
      rank += counts ? 1 : 0;
    }
    return rank;
  }

  private static long mixed(long bits) {
    long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** Returns whether a field makes no difference to how a world can go on. */
  static boolean irrelevant(Class<?> type, String field) {
    return CONSTANT.contains(type)
        || type.getSimpleName().equals("History")
        || type.getName().startsWith("java.util.function.")
        || IRRELEVANT.contains(field)
        || type == long.class && COUNTERS.contains(field);
  }
}
