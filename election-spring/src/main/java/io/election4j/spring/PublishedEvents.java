package io.election4j.spring;

import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import reactor.core.publisher.BaseSubscriber;

/** Publishes events one by one, once released; until then their source keeps them. */
final class PublishedEvents extends BaseSubscriber<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(EnableElections.class);

  private final ApplicationEventPublisher publisher;

  PublishedEvents(ApplicationEventPublisher publisher) {
    this.publisher = publisher;
  }

  void release() {
    requestUnbounded();
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    // Nothing is asked for yet.
  }

  @Override
  protected void hookOnNext(Object event) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException failure) {
      LOG.warn("A listener failed of {}", event, failure);
    }
  }

  /** The elections have logged it. */
  @Override
  protected void hookOnError(Throwable failure) {}
}
