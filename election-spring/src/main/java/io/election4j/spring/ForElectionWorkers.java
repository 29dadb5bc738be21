package io.election4j.spring;

import static java.util.Objects.requireNonNull;

import io.election4j.Candidacy;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.FollowerWorker;
import io.election4j.LeaderWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationContext;

/** The workers that {@link ForElection} is on. */
final class ForElectionWorkers {

  private record Found(String election, Object worker) {}

  private final List<Found> found = new ArrayList<>();

  private ForElectionWorkers() {}

  static ForElectionWorkers in(ApplicationContext beans) {
    ForElectionWorkers workers = new ForElectionWorkers();
    for (String name : beans.getBeanNamesForAnnotation(ForElection.class)) {
      ForElection annotation = requireNonNull(beans.findAnnotationOnBean(name, ForElection.class));
      workers.found.add(new Found(resolved(beans, annotation), worker(beans, name)));
    }
    return workers;
  }

  private static String resolved(ApplicationContext beans, ForElection annotation) {
    return beans.getAutowireCapableBeanFactory() instanceof ConfigurableBeanFactory names
        ? requireNonNull(names.resolveEmbeddedValue(annotation.value()))
        : annotation.value();
  }

  private static Object worker(ApplicationContext beans, String name) {
    Object bean = beans.getBean(name);
    if (!(bean instanceof LeaderWorker) && !(bean instanceof FollowerWorker)) {
      throw new InvalidElectionBeanException(
          "bean '%s' is @ForElection, but no worker".formatted(name),
          "implement LeaderWorker or FollowerWorker");
    }
    return bean;
  }

  /** Leads first: a follower of an election that is not joined only observes it. */
  void register(Elections elections, Candidacy candidacy, WorkMeasures measures) {
    for (Found one : found) {
      if (one.worker() instanceof LeaderWorker worker) {
        elections.join(one.election(), candidacy).lead(new MeasuredWorker(worker, measures));
      }
    }
    Set<String> joined =
        elections.status().elections().stream()
            .filter(status -> status.role() != ElectionStatus.Role.OBSERVER)
            .map(ElectionStatus::election)
            .collect(Collectors.toSet());
    for (Found one : found) {
      if (one.worker() instanceof FollowerWorker worker) {
        String name = one.election();
        (joined.contains(name) ? elections.join(name) : elections.observe(name)).follow(worker);
      }
    }
  }
}
