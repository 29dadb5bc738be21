package io.election4j.bench.contest;

import static io.election4j.internal.RunningElections.trustedUntil;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.bench.Server;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** This library. */
final class Election4j implements Contestant {

  private final Elections elections;

  /** No map by name, whose nodes would count as the library's heap. */
  private final List<Election> joined = new CopyOnWriteArrayList<>();

  private final TermObserver witness;
  private final CommandCount commands = new CommandCount();
  private @Nullable MongoClient client;

  Election4j(Entry entry, TermObserver witness) {
    this.witness = witness;
    LeaseStore store = store(entry.url());
    ElectionsBuilder builder =
        Elections.builder(witness.watches() ? WatchedStore.of(store, witness) : store)
            .candidate(Candidate.named(entry.name()));
    if (!entry.lease().isZero()) {
      builder.lease(entry.lease());
    }
    if (!entry.poll().isZero()) {
      builder.poll(entry.poll());
    }
    elections = builder.build();
    elections.events().subscribe(this::on, failure -> {});
    trustedUntil(elections).subscribe(witness::trusted, failure -> {});
  }

  private LeaseStore store(String url) {
    if (!url.startsWith("mongodb")) {
      return Server.store(url);
    }
    ConnectionString address = new ConnectionString(url);
    MongoClient opened =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(address)
                .addCommandListener(commands)
                .build());
    client = opened;
    return MongoLeaseStore.create(
        opened, Objects.requireNonNullElse(address.getDatabase(), "elections"));
  }

  private void on(ElectionEvent event) {
    if (event instanceof ElectionEvent.Elected) {
      witness.elected(event.election(), System.nanoTime());
    } else if (event instanceof ElectionEvent.Revoked) {
      witness.revoked(event.election());
    }
  }

  @Override
  public void stand(Collection<String> names) {
    joined.addAll(names.stream().map(elections::join).toList());
  }

  @Override
  public int known() {
    return (int) joined.stream().filter(each -> each.leader().isPresent()).count();
  }

  @Override
  public void leave(String name) {
    for (Election each : joined) {
      if (each.name().equals(name)) {
        joined.remove(each);
        each.leave().subscribe();
      }
    }
  }

  @Override
  public Map<String, Long> commands() {
    return commands.counts();
  }

  @Override
  public void close() {
    elections.close();
    MongoClient opened = client;
    if (opened != null) {
      opened.close();
    }
  }
}
