package consumer;

import io.election4j.Elections;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.spring.LeaderOnly;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** An application that elects itself in memory, runs its job once, and ends. */
@SpringBootApplication
@EnableScheduling
public class Program {

  @Bean
  LeaseStore store() {
    return InMemoryLeaseStore.create();
  }

  @Bean
  Books books(Elections elections) {
    return new Books(elections);
  }

  /** The job, and the term in which it ran. */
  public static class Books {

    private final Elections elections;
    private final CompletableFuture<Long> term = new CompletableFuture<>();

    Books(Elections elections) {
      this.elections = elections;
    }

    @Scheduled(fixedDelay = 10)
    @LeaderOnly("books")
    public void close() {
      elections.join("books").leadership().ifPresent(now -> term.complete(now.term()));
    }

    public long closedInTerm() throws Exception {
      return term.get(30, TimeUnit.SECONDS);
    }
  }

  public static void main(String[] arguments) throws Exception {
    try (ConfigurableApplicationContext application =
        SpringApplication.run(Program.class, arguments)) {
      long term = application.getBean(Books.class).closedInTerm();
      System.out.println("elected in term " + term + " by " + SpringBootVersion.getVersion());
    }
  }
}
