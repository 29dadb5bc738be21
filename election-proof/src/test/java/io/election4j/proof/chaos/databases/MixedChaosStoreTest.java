package io.election4j.proof.chaos.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.harness.ServerAddress;
import org.junit.jupiter.api.Test;

class MixedChaosStoreTest {

  private final ServerAddress address = new ServerAddress("mysql://me@h:1/d", "secret");

  @Test
  void everyOtherCandidateReachesTheSameServerByJdbc() {
    MixedChaosStore store = new MixedChaosStore();

    assertThat(store.told("c1", address)).isEqualTo(address);
    assertThat(store.told("c12", address))
        .isEqualTo(new ServerAddress("jdbc:mysql://me@h:1/d", "secret"));
    assertThat(store.told("c13", address)).isEqualTo(address);
  }
}
