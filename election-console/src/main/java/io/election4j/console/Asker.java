package io.election4j.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.cli.LeaderRequest;
import io.election4j.cli.LedElections;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Failures;
import io.election4j.cli.base.Operator;
import io.election4j.cli.base.Session;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes requests to leaders into records, as {@code resign}, {@code transfer} and {@code drain} do
 * with {@code --no-wait}, one at a time. Whoever asks names the leader and the term that it saw,
 * and nobody else is asked.
 */
final class Asker implements Route, AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SECONDS = 5;

  private final Session session;
  private final ReentrantLock asking = new ReentrantLock();

  /** Creates one that writes with this session, which is its own. */
  Asker(Session session) {
    this.session = session;
  }

  @Override
  public Answer answer(Call call) throws InterruptedException {
    JsonNode body = parsed(call.body());
    if (!asking.tryLock(SECONDS, TimeUnit.SECONDS)) {
      return Answer.error(503, "another request is being written");
    }
    try {
      return asked(body);
    } catch (CommandFailure | IllegalArgumentException wrong) {
      return Answer.error(409, Failures.text(wrong));
    } catch (StoreException failure) {
      return Answer.error(503, Failures.text(failure));
    } finally {
      asking.unlock();
    }
  }

  private Answer asked(JsonNode body) throws InterruptedException {
    String candidate = required(body, "candidate");
    String kind = required(body, "kind");
    Request request =
        switch (kind) {
          case "resign" -> Request.resign(by());
          case "transfer" -> Request.transfer(required(body, "to"), by());
          case "drain" -> Request.drain(by());
          default -> throw new BadRequestException("kind is none of resign, transfer, drain");
        };
    List<ElectionRecord> led =
        request.kind() == Request.Kind.DRAIN
            ? LedElections.of(session, candidate)
            : seen(required(body, "election"), candidate, body.path("term").asLong(-1));
    if (led.isEmpty()) {
      return Answer.error(409, "somebody else leads now, or nobody: nobody was asked");
    }
    return Answer.json(new LeaderRequest(session, request, Optional.empty()).submitTo(led));
  }

  /** Returns the record if this candidate leads still, in the term that was seen. */
  private List<ElectionRecord> seen(String election, String candidate, long term) {
    return session
        .await(session.store().observe(null, List.of(), List.of(election)))
        .records()
        .stream()
        .filter(record -> record.term() == term && leads(candidate, record))
        .toList();
  }

  private static boolean leads(String candidate, ElectionRecord record) {
    Candidate leader = record.leader();
    return leader != null && leader.name().equals(candidate);
  }

  private static String by() {
    return Operator.name() + " (console)";
  }

  private static String required(JsonNode body, String name) {
    String text = body.path(name).asText("");
    if (text.isEmpty()) {
      throw new BadRequestException(name + " is missing");
    }
    return text;
  }

  private static JsonNode parsed(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException wrong) {
      throw new BadRequestException("the body is not JSON");
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
