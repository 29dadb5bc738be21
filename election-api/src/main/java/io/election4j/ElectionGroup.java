package io.election4j;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Elections that the members of a group share fairly: each member leads as many as every other, or
 * one more. When members come and go, whoever leads too many steps down from the rest, after its
 * work has stopped, and whoever leads too few takes them; nothing else moves. Ownership of
 * partitions, shards or tenants, without anyone who assigns them.
 *
 * <p>All members name the same elections, and nobody else stands in them. Members find each other
 * among the {@linkplain Elections#participants() participants}. After a member has come, gone or
 * crashed, shares are even again within one lease and a few seconds, plus what work takes to stop.
 *
 * <p>Safe for use by many threads; nothing here blocks.
 */
public final class ElectionGroup {

  private final String name;
  private final ElectionRuntime runtime;
  private final List<JoinedElection> elections;

  ElectionGroup(String name, ElectionRuntime runtime, Collection<String> names) {
    this.name = name;
    this.runtime = runtime;
    Candidacy candidacy = Candidacy.plain().inGroup();
    elections =
        names.stream()
            .distinct()
            .sorted()
            .map(election -> runtime.joins().join(election, candidacy, false))
            .toList();
  }

  ElectionGroup start() {
    GroupBalance balance = new GroupBalance(name, runtime, elections);
    runtime.loop().execute(balance::start);
    return this;
  }

  /** Returns the group's name. */
  public String name() {
    return name;
  }

  /** Returns the elections of the group, by name. */
  public List<Election> elections() {
    return List.copyOf(elections);
  }

  /** Returns the live members, this process included, as far as known. */
  public List<Participant> members() {
    return runtime.roster().all().stream().filter(one -> isMember(one, name)).toList();
  }

  static boolean isMember(Participant participant, String group) {
    return participant.candidate().attributes().containsKey(attribute(group));
  }

  /** Returns the attribute of a candidate that is a member of a group. */
  static String attribute(String group) {
    return "group." + group;
  }

  /** Returns who leads each of the elections, by their names; empty where nobody is known to. */
  public Map<String, Optional<Leader>> owners() {
    Map<String, Optional<Leader>> owners = new TreeMap<>();
    elections.forEach(election -> owners.put(election.name(), election.leader()));
    return owners;
  }

  /** Returns the elections that this process leads, by name. */
  public List<String> owned() {
    return elections.stream()
        .filter(election -> election.leadership().isPresent())
        .map(Election::name)
        .toList();
  }

  /** {@linkplain Election#whileLeading(Function) Works} in every election that it leads. */
  public <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work) {
    return whileLeading(work, OnFailure.fail());
  }

  /**
   * {@linkplain Election#whileLeading(Function, OnFailure) Works} in every election that it leads.
   */
  public <T> Flux<T> whileLeading(
      Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure) {
    List<Flux<T>> all =
        elections.stream().map(election -> election.whileLeading(work, onFailure)).toList();
    return Flux.merge(Flux.fromIterable(all), Math.max(1, all.size()));
  }

  /** Leaves all elections of the group, as {@link Election#leave()} does. */
  public Mono<Void> leave() {
    Mono<Void> all = Mono.when(elections.stream().map(Election::leave).toList());
    return Mono.defer(
        () ->
            elections.stream()
                .map(Election::name)
                .filter(runtime.inside()::waitsForCaller)
                .findAny()
                .map(mine -> runtime.inside().unlessForCaller(mine, all))
                .orElse(all));
  }
}
