package io.election4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public interface ElectionGroup {

  /** Returns the group's name. */
  String name();

  /** Returns the elections of the group, by name. */
  List<Election> elections();

  /** Returns the live members, this process included, as far as known. */
  List<Participant> members();

  /** Returns who leads each of the elections, by their names; empty where nobody is known to. */
  Map<String, Optional<Leader>> owners();

  /** Returns the elections that this process leads, by name. */
  List<String> owned();

  /** {@linkplain Election#whileLeading(Function) Works} in every election that it leads. */
  default <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work) {
    return whileLeading(work, OnFailure.fail());
  }

  /**
   * {@linkplain Election#whileLeading(Function, OnFailure) Works} in every election that it leads.
   */
  <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure);

  /** Leaves all elections of the group, as {@link Election#leave()} does. */
  Mono<Void> leave();
}
