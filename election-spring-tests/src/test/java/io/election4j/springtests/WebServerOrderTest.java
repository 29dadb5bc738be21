package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.spring.LeaderOnly;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A leader takes requests from its first moment to its last. */
class WebServerOrderTest {

  private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  @Import(Job.class)
  static class Application {}

  /** Asks its own web server when it begins to lead, and again when it has been told to stop. */
  public static class Job {

    private final Environment environment;
    private final Elections elections;

    public Job(Environment environment, Elections elections) {
      this.environment = environment;
      this.elections = elections;
    }

    @Scheduled(fixedDelay = 10)
    @LeaderOnly("books")
    public void run() throws Exception {
      TOLD.add("begins " + ask());
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException stopped) {
        TOLD.add("ends " + ask());
      }
    }

    private String ask() throws Exception {
      String port = environment.getProperty("local.server.port");
      URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/elections/books");
      return HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
              .statusCode()
          + " in term "
          + elections.join("books").status().term();
    }
  }

  @Test
  void theServerIsThereBeforeAndAfterTheWorkOfTheLeader() throws Exception {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .resourceLoader(
                new DefaultResourceLoader(
                    new FilteredClassLoader("io.r2dbc", "io.asyncer", "com.mongodb", "com.zaxxer")))
            .run(
                "--server.port=0",
                "--server.shutdown=graceful",
                "--spring.datasource.url=jdbc:mariadb://127.0.0.1:1/d",
                "--management.endpoints.web.exposure.include=elections",
                "--election4j.store=memory");
    assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("begins 200 in term 1");

    context.close();
    assertThat(TOLD).containsExactly("ends 200 in term 1");
  }
}
