package io.election4j.internal;

import io.election4j.Candidacy;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionGroup;
import io.election4j.Elections;
import io.election4j.Participant;
import io.election4j.Request;
import io.election4j.Snapshot;
import io.election4j.StoreEvent;
import io.election4j.Timing;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Elections that run: hands on what is asked to the parts that know. */
public final class RunningElections implements Elections {

  private final ElectionRuntime runtime;

  private RunningElections(ElectionRuntime runtime) {
    this.runtime = runtime;
  }

  /** Starts; nothing is asked of the caller any more. */
  public static Elections start(LeaseStore store, Settings settings, Threads threads) {
    ElectionRuntime runtime = new ElectionRuntime(store, settings, threads);
    runtime.start();
    return new RunningElections(runtime);
  }

  @Override
  public Mono<Void> prepared() {
    return runtime.desk().told(runtime.health().prepared());
  }

  // == Taking part ==

  @Override
  public Election join(String election) {
    return runtime.joins().join(election, Terms.of(Candidacy.plain()), true);
  }

  @Override
  public Election join(String election, Candidacy candidacy) {
    return runtime.joins().join(election, Terms.of(candidacy), false);
  }

  @Override
  public Election observe(String election) {
    return runtime.joins().join(election, null, true);
  }

  @Override
  public List<Election> joinAll(Collection<String> elections) {
    elections.forEach(election -> Names.require("election", election));
    return elections.stream().map(this::join).toList();
  }

  @Override
  public Flux<Election> joinMatching(String prefix) {
    if (runtime.store() instanceof ElectionDirectory directory) {
      return new PrefixJoin(directory, runtime).join(prefix, this::join);
    }
    throw new IllegalArgumentException(
        "joinMatching('"
            + prefix
            + "') needs a store that lists elections (an ElectionDirectory), and "
            + runtime.store().getClass().getSimpleName()
            + " is none");
  }

  @Override
  public ElectionGroup group(String group, Collection<String> elections) {
    if (!candidate().attributes().containsKey(JoinedGroup.attribute(group))) {
      throw new IllegalArgumentException(
          "group '"
              + group
              + "': this process is no member; build it with memberOf(\""
              + group
              + "\")");
    }
    elections.forEach(election -> Names.require("election", election));
    return new JoinedGroup(group, runtime, elections).start();
  }

  // == What happens, and what is so ==

  @Override
  public Flux<ElectionEvent> events() {
    return runtime.events();
  }

  @Override
  public Flux<StoreEvent> storeEvents() {
    return runtime.health().events();
  }

  @Override
  public Flux<Long> trustedUntil() {
    return runtime.trust().deadlines();
  }

  @Override
  public List<Participant> participants() {
    return runtime.roster().all();
  }

  @Override
  public Flux<List<Participant>> participantChanges() {
    return runtime.roster().changes();
  }

  @Override
  public Snapshot snapshot() {
    return runtime.snapshot();
  }

  @Override
  public Candidate candidate() {
    return runtime.candidate();
  }

  @Override
  public Timing timing() {
    return runtime.timing();
  }

  // == Moving leadership ==

  @Override
  public Mono<Void> drain() {
    return runtime.inside().unlessForCaller(null, runtime.draining().drain());
  }

  @Override
  public void resume() {
    runtime.draining().resume();
  }

  @Override
  public Mono<Boolean> request(String election, Request request) {
    return RequestWriter.ask(runtime, election, request);
  }

  // == End ==

  @Override
  public Mono<Void> closeLater() {
    return runtime.inside().unlessForCaller(null, runtime.close());
  }

  @Override
  public void close() {
    runtime.closeNow();
  }
}
