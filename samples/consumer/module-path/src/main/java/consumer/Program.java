package consumer;

import io.election4j.Elections;
import io.election4j.jdbc.JdbcLeaseStore;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.spi.InMemoryLeaseStore;

/** Elects itself in memory; makes stores of two databases, and connects to neither. */
public class Program {

  public static void main(String[] arguments) {
    JdbcLeaseStore.builder("jdbc:postgresql://127.0.0.1:1/d", "nobody", "").build().close();
    MongoLeaseStore.builder("mongodb://127.0.0.1:1/d").build().close();
    try (Elections elections = Elections.builder(InMemoryLeaseStore.create()).build()) {
      long term =
          elections.join("books").callWhileLeading(leadership -> leadership.term()).blockFirst();
      System.out.println("elected in term " + term + " in " + Program.class.getModule());
    }
  }
}
