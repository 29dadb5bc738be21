package io.election4j.internal;

import io.election4j.Election;
import io.election4j.ElectionGroup;
import io.election4j.Leader;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import io.election4j.Participant;
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
  private final List<JoinedElection> elections;
  private final MemberList participants;

  JoinedGroup(String name, List<JoinedElection> elections, MemberList participants) {
    this.name = name;
    this.elections = elections;
    this.participants = participants;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Election> elections() {
    return List.copyOf(elections);
  }

  List<JoinedElection> joined() {
    return elections;
  }

  @Override
  public List<Participant> members() {
    return participants.all().stream().filter(one -> one.candidate().isMemberOf(name)).toList();
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
                .filter(JoinedElection::waitsForCaller)
                .findAny()
                .map(mine -> mine.unlessForCaller(all))
                .orElse(all));
  }
}
