package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Records of many terms, which are written together all the same. */
class ManyTermsTest {

  private final TestServer server = TestServers.mongo();
  private final Statements statements = new Statements();
  private final MongoClient client = statements.client(server.url());
  private final MongoLeaseStore store = MongoLeaseStore.create(client, "terms");

  @BeforeEach
  void prepare() {
    store.prepare().block(Some.PATIENCE);
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
    server.close();
  }

  @Test
  void aVacationOfAThousandOfAsManyTermsIsTenUpdates() {
    List<ElectionRecord> mine = heldAtTermsOfTheirOwn(Some.opened(store), 1000);

    List<ElectionRecord> left = Some.answers(store.amend(Some.vacating(mine)));

    assertThat(left).hasSize(1000).allMatch(ElectionRecord::vacant);
    assertThat(statements.names()).containsExactly("update");
    assertThat(statements.commands().get(0).getArray("updates")).hasSize(10);
  }

  @Test
  void ofManyWrittenTogetherExactlyThoseAreAppliedThatMeetTheirOwnCondition() {
    Lease me = Some.opened(store);
    List<ElectionRecord> mine = heldAtTermsOfTheirOwn(me, 300);
    List<ElectionRecord> republished = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Amendment publish = new Amendment.Publish(mine.get(10 * i), me.candidate(), "later");
      republished.addAll(Some.answers(store.amend(List.of(publish))));
    }

    List<ElectionRecord> left = Some.answers(store.amend(Some.vacating(mine)));

    List<String> names = left.stream().map(ElectionRecord::election).toList();
    assertThat(names)
        .hasSize(270)
        .doesNotContainAnyElementsOf(republished.stream().map(ElectionRecord::election).toList());
    assertThat(Some.answers(store.claim(me, republished))).hasSize(30);
  }

  private List<ElectionRecord> heldAtTermsOfTheirOwn(Lease me, int count) {
    List<String> names = Some.elections(count);
    List<BsonDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(
          RecordCodec.created(names.get(i))
              .append(RecordCodec.TERM, new BsonInt64(i + 1))
              .append(RecordCodec.REVISION, new BsonInt64(2 * i + 1))
              .append(RecordCodec.HOLDER, RecordCodec.of(me.id()))
              .append(RecordCodec.TTL, RecordCodec.of(me.ttl()))
              .append(RecordCodec.LEADER, RecordCodec.of(me.candidate())));
    }
    var records = client.getDatabase("terms").getCollection(Database.RECORDS, BsonDocument.class);
    Some.answer(Mono.from(records.insertMany(documents)));
    statements.forget();
    return Records.decoded(documents);
  }
}
