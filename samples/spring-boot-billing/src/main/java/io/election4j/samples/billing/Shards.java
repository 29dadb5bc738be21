package io.election4j.samples.billing;

/** Which shard a customer is in. */
final class Shards {

  static final int COUNT = 4;

  private Shards() {}

  static int of(String customer) {
    return Math.floorMod(customer.hashCode(), COUNT);
  }
}
