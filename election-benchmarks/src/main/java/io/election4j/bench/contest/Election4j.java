package io.election4j.bench.contest;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** This library. */
final class Election4j implements Contestant {

  private final Elections elections;
  private final Map<String, Election> joined = new ConcurrentHashMap<>();
  private final Witness witness;
  private final CommandCount commands = new CommandCount();
  private @Nullable MongoClient client;

  Election4j(Entry entry, Witness witness) {
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
    elections.trustedUntil().subscribe(witness::trusted, failure -> {});
  }

  private LeaseStore store(String url) {
    if (!url.startsWith("mongodb")) {
      return MySqlLeaseStore.fromUrl(url);
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
    names.forEach(name -> joined.put(name, elections.join(name)));
  }

  @Override
  public int known() {
    return (int) joined.values().stream().filter(each -> each.leader().isPresent()).count();
  }

  @Override
  public void leave(String name) {
    Election left = joined.remove(name);
    if (left != null) {
      left.leave().subscribe();
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
