package io.election4j.spring.boot;

import io.election4j.Elections;
import io.election4j.Request;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows what this process knows of its elections; and, where {@code
 * management.endpoint.elections.access} is {@code unrestricted}, moves leadership. Names of
 * elections may contain slashes.
 */
@Endpoint(id = "elections", defaultAccess = Access.READ_ONLY)
final class ElectionsEndpoint {

  private final Elections elections;

  ElectionsEndpoint(Elections elections) {
    this.elections = elections;
  }

  @ReadOperation
  Map<String, Object> all() {
    return StatusReport.of(elections.status());
  }

  /** Returns one election; {@code null}, which is told as not found, if there is none. */
  @ReadOperation
  @Nullable
  Map<String, Object> one(@Selector(match = Match.ALL_REMAINING) String... election) {
    String name = String.join("/", election);
    return elections.status().elections().stream()
        .filter(status -> status.election().equals(name))
        .findFirst()
        .map(StatusReport::of)
        .orElse(null);
  }

  /**
   * Drains or resumes this process; what that leads to is to be seen later.
   *
   * @param action {@code drain} or {@code resume}
   */
  @WriteOperation
  Map<String, Object> process(String action) {
    begin(
        switch (action) {
          case "drain" -> elections.drain();
          case "resume" -> elections.resume();
          default -> throw unknown(action, "drain or resume");
        });
    return Map.of("asked", true);
  }

  /**
   * Asks whoever leads an election, this process or another.
   *
   * @param action {@code step-down} or {@code transfer}
   * @param to the name of the candidate to transfer to
   */
  @WriteOperation
  Mono<Map<String, Object>> move(
      @Selector(match = Match.ALL_REMAINING) String[] election,
      String action,
      @Nullable String to) {
    String by = elections.candidate().name();
    try {
      Request request =
          switch (action) {
            case "step-down" -> Request.resign(by);
            case "transfer" -> Request.transfer(to == null ? "" : to, by);
            default -> throw unknown(action, "step-down or transfer");
          };
      return elections
          .request(String.join("/", election), request)
          .map(asked -> Map.of("asked", asked));
    } catch (IllegalArgumentException invalid) {
      throw invalid(String.valueOf(invalid.getMessage()));
    }
  }

  private static void begin(Mono<Void> action) {
    action.subscribe(done -> {}, failure -> {});
  }

  private static InvalidEndpointRequestException unknown(String action, String known) {
    return invalid("action '%s' is not %s".formatted(action, known));
  }

  private static InvalidEndpointRequestException invalid(String problem) {
    return new InvalidEndpointRequestException(problem, problem);
  }
}
