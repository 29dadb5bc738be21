package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.election4j.spi.LeaseId;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class BatchTest {

  private final LeaseId holder = LeaseId.random();

  @Test
  void equalConditionsAndUpdatesBecomeOneStatement() {
    Batch batch =
        new Batch()
            .add("a", Filters.heldBy(holder, 7), Updates.stamp())
            .add("b", Filters.heldBy(holder, 7), Updates.stamp());

    assertThat(batch.statements())
        .singleElement()
        .isInstanceOfSatisfying(
            UpdateManyModel.class,
            many -> assertThat(many.getFilter()).isEqualTo(filter("a", "b")));
  }

  @Test
  void aSingleRecordIsWrittenByAStatementThatTheDriverMayRepeat() {
    assertThat(new Batch().add("a", Filters.heldBy(holder, 7), Updates.stamp()).statements())
        .singleElement()
        .isInstanceOfSatisfying(
            UpdateOneModel.class, one -> assertThat(one.getFilter()).isEqualTo(filter("a")));
  }

  @Test
  void anotherTermHolderOrUpdateIsAnotherStatement() {
    Batch batch =
        new Batch()
            .add("a", Filters.heldBy(holder, 7), Updates.stamp())
            .add("b", Filters.heldBy(holder, 8), Updates.stamp())
            .add("c", Filters.heldBy(LeaseId.random(), 7), Updates.stamp())
            .add("d", Filters.vacant(), Updates.stamp())
            .add("e", Filters.heldBy(holder, 7), Updates.renew());

    assertThat(batch.statements()).hasSize(5);
  }

  @Test
  void manyConditionsOfTheSameUpdateShareStatementsThatNameEach() {
    Batch batch = new Batch().add("other", Filters.vacant(), Updates.renew());
    for (int term = 0; term < 150; term++) {
      batch.add("a" + term, Filters.heldBy(holder, term), Updates.stamp());
      batch.add("b" + term, Filters.heldBy(holder, term), Updates.stamp());
    }

    List<WriteModel<BsonDocument>> statements = batch.statements();
    assertThat(statements).hasSize(3);
    assertThat(statements.get(0)).isInstanceOf(UpdateOneModel.class);
    assertThat(statements.get(2))
        .isInstanceOfSatisfying(
            UpdateManyModel.class,
            many -> {
              BsonDocument filter = (BsonDocument) many.getFilter();
              assertThat(filter.getDocument("_id").getArray("$in")).hasSize(100);
              BsonDocument last = Filters.heldBy(holder, 149);
              last.putAll(Filters.elections(List.of("a149", "b149")));
              assertThat(filter.getArray("$or")).hasSize(50).endsWith(last);
            });
  }

  private BsonDocument filter(String... names) {
    BsonDocument filter = Filters.heldBy(holder, 7);
    filter.putAll(Filters.elections(List.of(names)));
    return filter;
  }
}
