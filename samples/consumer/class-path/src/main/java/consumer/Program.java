package consumer;

import io.election4j.Elections;
import io.election4j.jdbc.JdbcLeaseStore;
import io.election4j.micrometer.ElectionMetrics;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.InMemoryLeaseStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Elects itself in memory, measured; makes stores of three databases, and connects to none. */
public class Program {

  public static void main(String[] arguments) {
    JdbcLeaseStore.builder("jdbc:postgresql://127.0.0.1:1/d", "nobody", "").build().close();
    MongoLeaseStore.builder("mongodb://127.0.0.1:1/d").build().close();
    MySqlLeaseStore.builder("mysql://nobody@127.0.0.1:1/d").build().close();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Elections elections = Elections.builder(InMemoryLeaseStore.create()).build();
        ElectionMetrics metrics = new ElectionMetrics(elections)) {
      metrics.bindTo(registry);
      long term =
          elections.join("books").callWhileLeading(leadership -> leadership.term()).blockFirst();
      double leading = registry.get("election4j.elections").tag("role", "leader").gauge().value();
      System.out.println("elected in term " + term + ", leading " + (int) leading);
    }
  }
}
