package io.election4j.proof.chaos.databases;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Ledger;
import io.election4j.spi.LeaseStore;
import java.util.concurrent.TimeUnit;

/** MongoDB. */
public final class MongoChaosStore implements ChaosStore {

  @Override
  public LeaseStore open(ServerAddress address) {
    if (!address.routes().isEmpty()) {
      return byRoutes(address);
    }
    return MongoSession.direct(address).store(false);
  }

  /** On a client as the store itself would make one, but for the names of servers. */
  private static LeaseStore byRoutes(ServerAddress address) {
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
  public Ledger ledger(ServerAddress address) {
    return new MongoLedger(address);
  }
}
