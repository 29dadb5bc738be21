package io.election4j.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which route answers what. */
final class Routes {

  private static final String ELECTIONS = "/api/elections";

  private final Map<String, Route> routes = new HashMap<>();
  private final Model model;

  /**
   * Creates those that only read, and one that writes if there is something to write with.
   *
   * @param asker writes requests; empty to have no route for that at all
   */
  Routes(Model model, Page page, Optional<Asker> asker) {
    this.model = model;
    routes.put("GET /", call -> page.answer());
    routes.put("GET /api/console", call -> about(asker.isPresent()));
    routes.put("GET " + ELECTIONS, this::elections);
    routes.put("GET /api/participants", this::participants);
    routes.put("GET /api/openapi.json", call -> Page.openApi());
    routes.put("GET /leader", new LeaderProbe(model));
    routes.put("GET /metrics", new MetricsText(model));
    asker.ifPresent(writes -> routes.put("POST /api/requests", writes));
  }

  /** Returns the route of a path; {@code null} if there is none for this method. */
  @Nullable Route find(String method, String path) {
    Route exact = routes.get(method + " " + path);
    boolean one = method.equals("GET") && path.startsWith(ELECTIONS + "/");
    return exact == null && one ? this::election : exact;
  }

  private Answer about(boolean allowsRequests) {
    return Answer.json(
        Map.of(
            "store",
            model.store(),
            "allowsRequests",
            allowsRequests,
            "nowMillis",
            DisplayClock.millis(),
            "startedMillis",
            model.startedMillis()));
  }

  private Answer elections(Call call) {
    return Answer.json(ElectionPage.of(model, ElectionQuery.of(call), Slice.of(call)));
  }

  private Answer participants(Call call) {
    return Answer.json(ParticipantPage.of(model.snapshot(), call.parameter("q"), Slice.of(call)));
  }

  /** In a path, unlike in a query, a plus is a plus. */
  private Answer election(Call call) {
    String name = Call.decoded(call.path().substring(ELECTIONS.length() + 1).replace("+", "%2B"));
    Row row = model.snapshot().byName().get(name);
    if (row == null) {
      return model.store().read()
          ? Answer.error(404, "the store does not know this election")
          : Answer.error(503, "nothing was read yet").with("Retry-After", "1");
    }
    return Answer.json(
        ElectionPage.item(
            model, row, model.history().of(List.of(name)).getOrDefault(name, List.of())));
  }
}
