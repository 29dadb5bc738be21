package io.election4j.spring.boot;

import java.time.Duration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells whether the application accepts traffic. */
final class ReadinessGate implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

  private final Sinks.Many<Boolean> states = Sinks.many().replay().latestOrDefault(false);

  Flux<Boolean> accepting() {
    return states.asFlux().distinctUntilChanged();
  }

  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
    states.emitNext(
        event.getState() == ReadinessState.ACCEPTING_TRAFFIC,
        Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
  }
}
