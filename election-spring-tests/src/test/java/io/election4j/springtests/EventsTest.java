package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.StoreEvent;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spring.EnableElections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** What elections tell, as application events. */
class EventsTest {

  static class Listener {

    final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @EventListener
    void on(ElectionEvent event) {
      heard.add(event);
    }

    @EventListener
    void onStore(StoreEvent event) {
      heard.add(event);
    }

    Object nextOf(Class<?> type) throws InterruptedException {
      Object event;
      do {
        event = heard.poll(10, TimeUnit.SECONDS);
      } while (event != null && !type.isInstance(event));
      return event;
    }
  }

  static class Failing {

    @EventListener
    void on(ElectionEvent.Elected event) {
      throw new IllegalStateException("mine");
    }
  }

  /** Leads before there is any listener. */
  @Configuration(proxyBeanMethods = false)
  @EnableElections
  static class Early {

    @Bean
    Elections elections() {
      return Elections.builder(InMemoryLeaseStore.create()).build();
    }

    @Bean
    String joined(Elections elections) {
      elections
          .join("early")
          .events()
          .ofType(ElectionEvent.Elected.class)
          .blockFirst(Contexts.LIMIT);
      return "joined";
    }
  }

  @Test
  void whatHappensBeforeThereAreListenersIsNotLost() throws Exception {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.register(Early.class, Listener.class);
      context.refresh();
      Listener listener = context.getBean(Listener.class);

      Object event = listener.nextOf(ElectionEvent.Elected.class);
      assertThat(((ElectionEvent) event).election()).isEqualTo("early");
    }
  }

  @Test
  void aListenerThatFailsCostsNoEvent() throws Exception {
    try (AnnotationConfigApplicationContext context = Contexts.of(Failing.class, Listener.class)) {
      context.refresh();
      Listener listener = context.getBean(Listener.class);
      Contexts.stepDown(Contexts.led(context, "books"));

      assertThat(listener.nextOf(ElectionEvent.Revoked.class)).isNotNull();
    }
  }
}
