package io.election4j.bench;

import io.election4j.bench.scenarios.Scenarios;
import java.util.Iterator;

/** What {@code --only} takes. */
final class ScenarioNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Scenarios.all().stream().map(Scenario::name).iterator();
  }
}
