package io.election4j.testkit;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be checked of a store beyond the rules for all: declared in one place, and printed when
 * the tests run. The rules of what is not declared are skipped, and counted as skipped.
 *
 * <p>Not safe for use by many threads.
 */
public final class Capabilities {

  private final Set<Class<?>> missing = new HashSet<>();
  private final List<String> secrets = new ArrayList<>();
  private boolean rings;
  private @Nullable Runnable restart;
  private @Nullable Supplier<LeaseStore> unreachable;
  private @Nullable Supplier<LeaseStore> readOnly;
  private @Nullable Supplier<LeaseStore> neverCreate;
  private @Nullable Supplier<LeaseStore> anotherCopy;
  private @Nullable Proxied proxied;

  Capabilities() {}

  /**
   * Says that the server lacks an ability that the store implements, such as a database without
   * push.
   *
   * @param ability {@link ChangePush}, {@link ElectionDirectory} or {@link LeaseDirectory}
   */
  public Capabilities without(Class<?> ability) {
    missing.add(ability);
    return this;
  }

  /**
   * Says that the store's {@link ChangePush} does not tell what has changed, but only that
   * something may have: rule L30 holds for it instead of L19.
   */
  public Capabilities ringing() {
    rings = true;
    return this;
  }

  /**
   * Says how to restart the server, for rules L22 and L23.
   *
   * @param restart stops the server as a crash does, starts it again with the same address and
   *     data, and returns when it answers
   */
  public Capabilities restart(Runnable restart) {
    this.restart = restart;
    return this;
  }

  /**
   * Says how to create a store whose server does not answer, for rule L24.
   *
   * @param store creates a store of an address where nothing listens; the kit closes it
   */
  public Capabilities unreachable(Supplier<LeaseStore> store) {
    this.unreachable = store;
    return this;
  }

  /**
   * Says how to create a store that may not write, for rule L25.
   *
   * @param store creates a store over the same data, on a user who may only read or a server that
   *     refuses writes; called after {@code prepare} succeeded elsewhere; the kit closes it
   */
  public Capabilities readOnly(Supplier<LeaseStore> store) {
    this.readOnly = store;
    return this;
  }

  /**
   * Says how to create a store in a never-create mode, for rule L26.
   *
   * @param store creates a store, each time in the same place, where its schema is missing; the kit
   *     closes it
   */
  public Capabilities neverCreate(Supplier<LeaseStore> store) {
    this.neverCreate = store;
    return this;
  }

  /**
   * Says how to create a store of another copy of the data, for rule L14.
   *
   * @param store creates a store of another server, such as one that a backup is restored on; it
   *     may be empty; the kit prepares and closes it
   */
  public Capabilities anotherCopy(Supplier<LeaseStore> store) {
    this.anotherCopy = store;
    return this;
  }

  /**
   * Says how to reach the server by way of the kit, which lets connections hang, for rules L16 and
   * L29.
   *
   * @param host where the server is, and stays after {@link #restart}
   * @param port where it listens
   * @param store creates a store over the same data that connects to the host and the port given,
   *     and to no other address that the server may tell it; the kit closes it
   */
  public Capabilities proxied(
      String host, int port, BiFunction<String, Integer, LeaseStore> store) {
    this.proxied = new Proxied(host, port, store);
    return this;
  }

  /**
   * Says what no text of a failure may contain, for rule L24: the passwords of the stores declared
   * here.
   */
  public Capabilities secret(String secret) {
    secrets.add(secret);
    return this;
  }

  boolean has(LeaseStore store, Class<?> ability) {
    return ability.isInstance(store) && !missing.contains(ability);
  }

  boolean rings() {
    return rings;
  }

  Optional<Runnable> restart() {
    return Optional.ofNullable(restart);
  }

  Optional<Supplier<LeaseStore>> unreachable() {
    return Optional.ofNullable(unreachable);
  }

  Optional<Supplier<LeaseStore>> readOnly() {
    return Optional.ofNullable(readOnly);
  }

  Optional<Supplier<LeaseStore>> neverCreate() {
    return Optional.ofNullable(neverCreate);
  }

  Optional<Supplier<LeaseStore>> anotherCopy() {
    return Optional.ofNullable(anotherCopy);
  }

  Optional<Proxied> proxied() {
    return Optional.ofNullable(proxied);
  }

  List<String> secrets() {
    return secrets;
  }

  /**
   * Returns a line with all that is there, and one for each that is not, for the log of the run.
   */
  List<String> lines(LeaseStore store) {
    Map<String, Boolean> there = new LinkedHashMap<>();
    boolean push = has(store, ChangePush.class);
    there.put("ChangePush (L19)", push && !rings);
    if (rings) {
      there.put("ChangePush that rings (L30)", push);
    }
    there.put("ElectionDirectory (L20)", has(store, ElectionDirectory.class));
    there.put("LeaseDirectory (L28)", has(store, LeaseDirectory.class));
    there.put("anotherCopy (L14)", anotherCopy != null);
    there.put("proxied (L16, L29)", proxied != null);
    there.put("restart (L22, L23)", restart != null);
    there.put("unreachable (L24)", unreachable != null);
    there.put("readOnly (L25)", readOnly != null);
    there.put("neverCreate (L26)", neverCreate != null);
    String all = String.join(", ", those(there, true));
    return Stream.concat(
            Stream.of("checked beyond the rules for all: " + (all.isEmpty() ? "nothing" : all)),
            those(there, false).stream()
                .map(name -> "NOT CHECKED, not there or not declared: " + name))
        .toList();
  }

  private static List<String> those(Map<String, Boolean> all, boolean there) {
    return all.entrySet().stream()
        .filter(one -> one.getValue() == there)
        .map(Map.Entry::getKey)
        .toList();
  }
}
