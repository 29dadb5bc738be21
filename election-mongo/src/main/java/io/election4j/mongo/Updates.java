package io.election4j.mongo;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentTimestamp;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.Lease;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What is written to documents that are there: classic operators only. */
final class Updates {

  private static final Bson NOBODY =
      combine(unset(RecordCodec.HOLDER), unset(RecordCodec.TTL), unset(RecordCodec.LEADER));

  private Updates() {}

  /** Only sets the time of the last write. */
  static BsonDocument stamp() {
    return stamped();
  }

  static BsonDocument renew() {
    return stamped(inc(RecordCodec.VERSION, 1L));
  }

  static BsonDocument end() {
    return stamped(set(RecordCodec.STATE, RecordCodec.of(Lease.State.ENDED)));
  }

  static BsonDocument take(Lease me, BsonString claim) {
    return revised(
        set(RecordCodec.HOLDER, RecordCodec.of(me.id())),
        set(RecordCodec.TTL, RecordCodec.of(me.ttl())),
        set(RecordCodec.LEADER, RecordCodec.of(me.candidate())),
        set(RecordCodec.CLAIM, claim),
        unset(RecordCodec.REQUEST),
        inc(RecordCodec.TERM, 1L));
  }

  static BsonDocument raise(long term) {
    return revised(set(RecordCodec.TERM, term));
  }

  /** Changes the record in no way that matters: no time of a write, no revision. */
  static BsonDocument guard() {
    return inc(RecordCodec.GUARD, 1L).toBsonDocument();
  }

  static BsonDocument of(Amendment amendment) {
    return amendment.match(
        vacate -> revised(NOBODY, request(vacate.request())),
        publish ->
            revised(
                set(RecordCodec.LEADER, RecordCodec.of(publish.leader())),
                set(RecordCodec.VALUE, publish.value())),
        ask -> revised(request(ask.request())));
  }

  private static Bson request(@Nullable Request request) {
    String field = RecordCodec.REQUEST;
    return request == null ? unset(field) : set(field, RecordCodec.of(request));
  }

  private static BsonDocument revised(Bson... changes) {
    return stamped(combine(changes), inc(RecordCodec.REVISION, 1L));
  }

  private static BsonDocument stamped(Bson... changes) {
    return combine(combine(changes), currentTimestamp(RecordCodec.CHANGED)).toBsonDocument();
  }
}
