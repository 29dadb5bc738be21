package io.election4j.internal;

import io.election4j.Candidacy;
import io.election4j.Election;
import io.election4j.ElectionGroup;
import io.election4j.Leader;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import io.election4j.Participant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A group as the user sees it. */
final class JoinedGroup implements ElectionGroup {

  private final String name;
  private final RunningElections running;
  private final List<JoinedElection> elections;

  JoinedGroup(String name, RunningElections running, Collection<String> names) {
    this.name = name;
    this.running = running;
    Terms share = new Terms(Candidacy.plain(), this);
    elections =
        names.stream()
            .distinct()
            .sorted()
            .map(election -> running.registry().join(election, share, false))
            .toList();
  }

  JoinedGroup start() {
    GroupBalance balance = new GroupBalance(name, running, elections);
    running.loop().execute(balance::start);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Election> elections() {
    return List.copyOf(elections);
  }

  @Override
  public List<Participant> members() {
    return running.members().all().stream()
        .filter(one -> one.candidate().isMemberOf(name))
        .toList();
  }

  @Override
  public Map<String, Optional<Leader>> owners() {
    Map<String, Optional<Leader>> owners = new TreeMap<>();
    elections.forEach(election -> owners.put(election.name(), election.leader()));
    return owners;
  }

  @Override
  public List<String> owned() {
    return elections.stream()
        .filter(election -> election.leadership().isPresent())
        .map(Election::name)
        .toList();
  }

  @Override
  public <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work) {
    return whileLeading(work, OnFailure.fail());
  }

  @Override
  public <T> Flux<T> whileLeading(
      Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure) {
    List<Flux<T>> all =
        elections.stream().map(election -> election.whileLeading(work, onFailure)).toList();
    return Flux.merge(Flux.fromIterable(all), Math.max(1, all.size()));
  }

  @Override
  public Mono<Void> leave() {
    Mono<Void> all = Mono.when(elections.stream().map(Election::leave).toList());
    return Mono.defer(
        () ->
            elections.stream()
                .map(Election::name)
                .filter(running.inside()::waitsForCaller)
                .findAny()
                .map(mine -> running.inside().unlessForCaller(mine, all))
                .orElse(all));
  }
}
