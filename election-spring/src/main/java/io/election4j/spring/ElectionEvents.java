package io.election4j.spring;

import static java.util.Objects.requireNonNull;

import io.election4j.Elections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import reactor.core.publisher.Flux;

/**
 * Publishes what elections tell as application events: from the moment that they are made, but not
 * before there are listeners.
 */
final class ElectionEvents
    implements DestructionAwareBeanPostProcessor, ApplicationEventPublisherAware {

  private final Map<Object, List<PublishedEvents>> published = new ConcurrentHashMap<>();
  private @Nullable ApplicationEventPublisher publisher;

  @Override
  public void setApplicationEventPublisher(ApplicationEventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof Elections elections) {
      published.put(elections, List.of(begin(elections.events()), begin(elections.storeEvents())));
    }
    return bean;
  }

  private PublishedEvents begin(Flux<?> events) {
    PublishedEvents subscriber = new PublishedEvents(requireNonNull(publisher));
    events.subscribe(subscriber);
    return subscriber;
  }

  /** Publishes what has been waiting, and what comes. */
  void release() {
    published.values().forEach(all -> all.forEach(PublishedEvents::release));
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    return bean instanceof Elections;
  }

  /** Listeners may be gone from here on. */
  @Override
  public void postProcessBeforeDestruction(Object bean, String beanName) {
    List<PublishedEvents> ended = published.remove(bean);
    if (ended != null) {
      ended.forEach(PublishedEvents::dispose);
    }
  }
}
