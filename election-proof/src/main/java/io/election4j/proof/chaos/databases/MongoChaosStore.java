package io.election4j.proof.chaos.databases;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mongo.MongoLeaseStoreBuilder;
import io.election4j.proof.chaos.ChaosAddress;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Ledger;
import io.election4j.spi.LeaseStore;
import java.util.concurrent.TimeUnit;

/** MongoDB. */
public final class MongoChaosStore implements ChaosStore {

  @Override
  public LeaseStore open(ChaosAddress address) {
    if (!address.routes().isEmpty()) {
      return byRoutes(address);
    }
    MongoLeaseStoreBuilder builder = MongoLeaseStore.builder(MongoSession.direct(address).url());
    String password = address.password();
    return (password == null ? builder : builder.password(password)).build();
  }

  /** On a client as the store itself would make one, but for the names of servers. */
  private static LeaseStore byRoutes(ChaosAddress address) {
    MongoClient client =
        MongoClients.create(
            MongoSession.settings(address)
                .applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(4, TimeUnit.SECONDS))
                .applyToSocketSettings(
                    socket ->
                        socket
                            .connectTimeout(5, TimeUnit.SECONDS)
                            .readTimeout(15, TimeUnit.SECONDS))
                .build());
    return MongoLeaseStore.create(client, MongoSession.storeDatabase(address));
  }

  @Override
  public Ledger ledger(ChaosAddress address) {
    return new MongoLedger(address);
  }
}
