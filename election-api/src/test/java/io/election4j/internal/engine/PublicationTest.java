package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a leader tells its followers, and what the next one inherits. */
class PublicationTest {

  private static final Candidate HERE = Candidate.named("we").with("host", "h");

  private final Rig rig = Rig.leading("a");

  private Step publish(String value) {
    return rig.take(new Input.Publish("a", 1, HERE, value));
  }

  @Test
  void aPublicationIsWrittenAndTold() {
    publish("hello");
    rig.settle();
    ElectionRecord record = rig.record("a");
    assertThat(record.leader()).isEqualTo(HERE);
    assertThat(record.value()).isEqualTo("hello");
    assertThat(rig.told(EngineEvent.Published.class))
        .containsExactly(new EngineEvent.Published(record));
    assertThat(rig.told(EngineEvent.Changed.class))
        .containsExactly(new EngineEvent.Changed(record));
  }

  @Test
  void theLastOfManyPublicationsIsWritten() {
    rig.hold(StoreRequest.Publish.class);
    publish("one");
    publish("two");
    publish("three");
    rig.release();
    rig.settle();
    assertThat(rig.asked(StoreRequest.Publish.class)).hasSize(2);
    assertThat(rig.record("a").value()).isEqualTo("three");
    assertThat(rig.told(EngineEvent.Published.class)).hasSize(1);
  }

  @Test
  void whatIsPublishedAlreadyIsToldWithoutAWrite() {
    publish("x");
    rig.settle();
    rig.forget();
    Step step = publish("x");
    assertThat(step.events()).hasOnlyElementsOfType(EngineEvent.Published.class).hasSize(1);
    assertThat(rig.asked(StoreRequest.Publish.class)).isEmpty();
  }

  @Test
  void aPublicationWhoseAnswerWasLostIsFoundByReading() {
    rig.hold(StoreRequest.Publish.class);
    publish("x");
    StoreRequest.Publish sent = rig.pending(StoreRequest.Publish.class);
    rig.apply(sent);
    rig.fail(sent);
    rig.release();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.told(EngineEvent.Published.class)).hasSize(1);
    assertThat(rig.asked(StoreRequest.Publish.class)).hasSize(1);
  }

  @Test
  void aPublicationThatFailedIsTriedAgain() {
    rig.failing(StoreRequest.Publish.class);
    publish("x");
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.told(EngineEvent.Published.class)).isEmpty();
    rig.healed();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.record("a").value()).isEqualTo("x");
  }

  @Test
  void aRequestWrittenMeanwhileIsNeitherLostNorInTheWay() {
    rig.hold(StoreRequest.Publish.class);
    publish("x");
    Amendment ask =
        new Amendment.Ask(rig.record("a"), io.election4j.Request.transfer("we", "operator"));
    rig.store.amend(List.of(ask)).blockLast();
    rig.release();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.record("a").value()).isEqualTo("x");
    assertThat(rig.record("a").request()).isNotNull();
  }

  @Test
  void onlyTheLeaderOfThatTermPublishes() {
    rig.take(new Input.Publish("a", 2, HERE, "x"));
    rig.take(new Input.Publish("b", 1, HERE, "x"));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.asked(StoreRequest.Publish.class)).isEmpty();
  }

  @Test
  void theOfficeIsLeftAfterAPublicationThatIsUnderWay() {
    rig.hold(StoreRequest.Publish.class);
    publish("last words");
    rig.leave("a");
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.asked(StoreRequest.Vacate.class)).isEmpty();
    rig.release();
    rig.pass(Duration.ofSeconds(1));
    ElectionRecord left = rig.record("a");
    assertThat(left.vacant()).isTrue();
    assertThat(left.value()).isEqualTo("last words");
  }

  @Test
  void whoConfirmsIsPublishedByNameOnly() {
    Rig other = new Rig();
    other.take(new Input.Join("c", true, true));
    other.join("d");
    other.pass(Duration.ofSeconds(1));
    assertThat(other.record("c").leader()).isEqualTo(Candidate.named("we").unready());
    assertThat(other.record("d").leader()).isEqualTo(Candidate.named("we"));
  }

  @Test
  void theNextLeaderIsToldWhoLedBeforeWhatItProclaimedAndForHowLongNobodyLed() {
    Rig next = Rig.following("a");
    next.store
        .amend(List.of(new Amendment.Publish(next.record("a"), Candidate.named("rival"), "page 7")))
        .blockLast();
    next.pass(Duration.ofSeconds(20));
    EngineEvent.Elected elected = next.told(EngineEvent.Elected.class).get(0);
    assertThat(elected.record().value()).isEqualTo("page 7");
    assertThat(elected.former()).isEqualTo(Candidate.named("rival"));
    assertThat(elected.leaderless())
        .isBetween(Rig.TIMING.lease(), Rig.TIMING.lease().plusSeconds(2));
    EngineEvent.Leaderless gone = next.told(EngineEvent.Leaderless.class).get(0);
    assertThat(gone.record().term()).isEqualTo(1);
    assertThat(gone.leaderless()).isGreaterThanOrEqualTo(Rig.TIMING.lease());
  }
}
