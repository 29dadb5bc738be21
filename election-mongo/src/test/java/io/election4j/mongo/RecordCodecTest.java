package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Request;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

  @Test
  void aRequestIsReadAsWritten() {
    Request request = Request.transfer("billing-7", "ops");
    BsonDocument record = RecordCodec.created("e").append("request", RecordCodec.of(request));

    assertThat(RecordCodec.record(record).request()).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{request: null}",
        "{request: 'RESIGN'}",
        "{request: {}}",
        "{request: {kind: 'ABDICATE', successor: '', by: 'ops'}}",
        "{request: {kind: 'TRANSFER', successor: '', by: 'ops'}}",
        "{request: {kind: 'RESIGN', successor: '', by: 7}}",
      })
  void whatIsNoRequestIsNone(String fields) {
    BsonDocument record = RecordCodec.created("e");
    record.putAll(BsonDocument.parse(fields));

    assertThat(RecordCodec.record(record).request()).isNull();
  }
}
