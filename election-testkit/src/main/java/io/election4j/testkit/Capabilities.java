package io.election4j.testkit;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private @Nullable Runnable restart;
  private @Nullable Supplier<LeaseStore> unreachable;
  private @Nullable Supplier<LeaseStore> readOnly;
  private @Nullable Supplier<LeaseStore> neverCreate;

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

  List<String> secrets() {
    return secrets;
  }

  /** Returns one line for each, for the log of the run. */
  List<String> lines(LeaseStore store) {
    return Stream.of(
            line("ChangePush", "L19", has(store, ChangePush.class)),
            line("ElectionDirectory", "L20", has(store, ElectionDirectory.class)),
            line("LeaseDirectory", "L28", has(store, LeaseDirectory.class)),
            line("restart", "L22, L23", restart != null),
            line("unreachable", "L24", unreachable != null),
            line("readOnly", "L25", readOnly != null),
            line("neverCreate", "L26", neverCreate != null))
        .toList();
  }

  private static String line(String capability, String rules, boolean there) {
    String end = there ? "checked (" : "SKIPPED, not there or not declared (";
    return capability + " is " + end + rules + ")";
  }
}
